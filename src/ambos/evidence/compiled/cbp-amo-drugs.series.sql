WITH "t31" AS (
  SELECT
    "t25"."series",
    "t25"."place",
    "t25"."row_year" AS "year",
    "t25"."row_period" AS "part",
    SUM("t25"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."Drug Type",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t2"."sum_1",
      "t19"."series",
      "t19"."text",
      "t19"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 4
    ) AS "t19"
  ) AS "t25"
  GROUP BY
    1,
    2,
    3,
    4
), "t32" AS (
  SELECT
    "t26"."series",
    "t26"."place",
    "t26"."row_year" AS "year",
    "t26"."row_period" AS "part",
    SUM("t26"."sum_1") AS "value"
  FROM (
    SELECT
      "t15"."Drug Type",
      "t15"."row_year",
      "t15"."row_period",
      "t15"."sum_0",
      "t15"."sum_1",
      "t20"."series",
      "t20"."text",
      "t20"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Fentanyl'
    ) AS "t15"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 5
    ) AS "t20"
  ) AS "t26"
  GROUP BY
    1,
    2,
    3,
    4
), "t33" AS (
  SELECT
    "t27"."series",
    "t27"."place",
    "t27"."row_year" AS "year",
    "t27"."row_period" AS "part",
    SUM("t27"."sum_0") AS "value"
  FROM (
    SELECT
      "t15"."Drug Type",
      "t15"."row_year",
      "t15"."row_period",
      "t15"."sum_0",
      "t15"."sum_1",
      "t21"."series",
      "t21"."text",
      "t21"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Fentanyl'
    ) AS "t15"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t21"
  ) AS "t27"
  GROUP BY
    1,
    2,
    3,
    4
), "t34" AS (
  SELECT
    "t28"."series",
    "t28"."place",
    "t28"."row_year" AS "year",
    "t28"."row_period" AS "part",
    SUM("t28"."sum_0") AS "value"
  FROM (
    SELECT
      "t16"."Drug Type",
      "t16"."row_year",
      "t16"."row_period",
      "t16"."sum_0",
      "t16"."sum_1",
      "t22"."series",
      "t22"."text",
      "t22"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Methamphetamine'
    ) AS "t16"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t22"
  ) AS "t28"
  GROUP BY
    1,
    2,
    3,
    4
), "t35" AS (
  SELECT
    "t29"."series",
    "t29"."place",
    "t29"."row_year" AS "year",
    "t29"."row_period" AS "part",
    SUM("t29"."sum_0") AS "value"
  FROM (
    SELECT
      "t17"."Drug Type",
      "t17"."row_year",
      "t17"."row_period",
      "t17"."sum_0",
      "t17"."sum_1",
      "t23"."series",
      "t23"."text",
      "t23"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Heroin'
    ) AS "t17"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 2
    ) AS "t23"
  ) AS "t29"
  GROUP BY
    1,
    2,
    3,
    4
), "t36" AS (
  SELECT
    "t30"."series",
    "t30"."place",
    "t30"."row_year" AS "year",
    "t30"."row_period" AS "part",
    SUM("t30"."sum_0") AS "value"
  FROM (
    SELECT
      "t18"."Drug Type",
      "t18"."row_year",
      "t18"."row_period",
      "t18"."sum_0",
      "t18"."sum_1",
      "t24"."series",
      "t24"."text",
      "t24"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Cocaine'
    ) AS "t18"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 3
    ) AS "t24"
  ) AS "t30"
  GROUP BY
    1,
    2,
    3,
    4
), "t77" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t55"."series",
        "t55"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t56"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t37"."series",
          "t37"."place"
        FROM "t31" AS "t37"
        WHERE
          "t37"."value" IS NOT NULL
      ) AS "t55"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t31" AS "t37"
        WHERE
          "t37"."value" IS NOT NULL
      ) AS "t56"
        ON "t55"."series" = "t56"."series"
        AND "t55"."place" = "t56"."place"
        AND "t4"."year" = "t56"."year"
        AND "t4"."part" = "t56"."part"
    ) AS "t67"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t57"."series",
        "t57"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t58"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t38"."series",
          "t38"."place"
        FROM "t32" AS "t38"
        WHERE
          "t38"."value" IS NOT NULL
      ) AS "t57"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t32" AS "t38"
        WHERE
          "t38"."value" IS NOT NULL
      ) AS "t58"
        ON "t57"."series" = "t58"."series"
        AND "t57"."place" = "t58"."place"
        AND "t4"."year" = "t58"."year"
        AND "t4"."part" = "t58"."part"
    ) AS "t68"
  ) AS "t73"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t59"."series",
          "t59"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t60"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t39"."series",
            "t39"."place"
          FROM "t33" AS "t39"
          WHERE
            "t39"."value" IS NOT NULL
        ) AS "t59"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t33" AS "t39"
          WHERE
            "t39"."value" IS NOT NULL
        ) AS "t60"
          ON "t59"."series" = "t60"."series"
          AND "t59"."place" = "t60"."place"
          AND "t4"."year" = "t60"."year"
          AND "t4"."part" = "t60"."part"
      ) AS "t69"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t61"."series",
          "t61"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t62"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t40"."series",
            "t40"."place"
          FROM "t34" AS "t40"
          WHERE
            "t40"."value" IS NOT NULL
        ) AS "t61"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t34" AS "t40"
          WHERE
            "t40"."value" IS NOT NULL
        ) AS "t62"
          ON "t61"."series" = "t62"."series"
          AND "t61"."place" = "t62"."place"
          AND "t4"."year" = "t62"."year"
          AND "t4"."part" = "t62"."part"
      ) AS "t70"
    ) AS "t74"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t63"."series",
          "t63"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t64"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t41"."series",
            "t41"."place"
          FROM "t35" AS "t41"
          WHERE
            "t41"."value" IS NOT NULL
        ) AS "t63"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t35" AS "t41"
          WHERE
            "t41"."value" IS NOT NULL
        ) AS "t64"
          ON "t63"."series" = "t64"."series"
          AND "t63"."place" = "t64"."place"
          AND "t4"."year" = "t64"."year"
          AND "t4"."part" = "t64"."part"
      ) AS "t71"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t65"."series",
          "t65"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t66"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t42"."series",
            "t42"."place"
          FROM "t36" AS "t42"
          WHERE
            "t42"."value" IS NOT NULL
        ) AS "t65"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t36" AS "t42"
          WHERE
            "t42"."value" IS NOT NULL
        ) AS "t66"
          ON "t65"."series" = "t66"."series"
          AND "t65"."place" = "t66"."place"
          AND "t4"."year" = "t66"."year"
          AND "t4"."part" = "t66"."part"
      ) AS "t72"
    ) AS "t75"
  ) AS "t76"
)
SELECT
  *
FROM (
  SELECT
    "t79"."series",
    "t79"."place",
    "t79"."year",
    "t79"."part",
    "t79"."first",
    "t79"."last",
    "t79"."parts_of_year",
    "t79"."value"
  FROM (
    SELECT
      "t78"."series",
      "t78"."place",
      "t78"."year",
      "t78"."part",
      CAST("t78"."value" AS DECIMAL(38, 12)) AS "value",
      "t78"."part" AS "first",
      "t78"."part" AS "last",
      COUNT("t78"."part") OVER (
        PARTITION BY "t78"."series", "t78"."place", "t78"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t77" AS "t78"
  ) AS "t79"
) AS "t81"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t80"."series",
    "t80"."place",
    "t80"."year",
    NULLIF("t80"."first", "t80"."first") AS "part",
    "t80"."first",
    "t80"."last",
    "t80"."parts_of_year",
    "t80"."value"
  FROM (
    SELECT
      "t78"."series",
      "t78"."place",
      "t78"."year",
      MIN("t78"."part") AS "first",
      MAX("t78"."part") AS "last",
      COUNT("t78"."part") AS "parts_of_year",
      CAST(SUM("t78"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t77" AS "t78"
    GROUP BY
      1,
      2,
      3
  ) AS "t80"
) AS "t82"
