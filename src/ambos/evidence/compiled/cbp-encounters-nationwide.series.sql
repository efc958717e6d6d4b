WITH "t21" AS (
  SELECT
    "t17"."series",
    "t17"."place",
    "t17"."row_year" AS "year",
    "t17"."row_period" AS "part",
    SUM("t17"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."Land Border Region",
      "t2"."State",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t13"."series",
      "t13"."text",
      "t13"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t13"
  ) AS "t17"
  GROUP BY
    1,
    2,
    3,
    4
), "t22" AS (
  SELECT
    "t18"."series",
    "t18"."place",
    "t18"."row_year" AS "year",
    "t18"."row_period" AS "part",
    SUM("t18"."sum_0") AS "value"
  FROM (
    SELECT
      "t11"."Land Border Region",
      "t11"."State",
      "t11"."row_year",
      "t11"."row_period",
      "t11"."sum_0",
      "t14"."series",
      "t14"."text",
      "t14"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Land Border Region" = 'Southwest Land Border'
    ) AS "t11"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t14"
  ) AS "t18"
  GROUP BY
    1,
    2,
    3,
    4
), "t23" AS (
  SELECT
    "t19"."series",
    "t19"."place",
    "t19"."row_year" AS "year",
    "t19"."row_period" AS "part",
    SUM("t19"."sum_0") AS "value"
  FROM (
    SELECT
      "t12"."Land Border Region",
      "t12"."State",
      "t12"."row_year",
      "t12"."row_period",
      "t12"."sum_0",
      "t15"."series",
      "t15"."text",
      "t15"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Land Border Region" = 'Northern Land Border'
    ) AS "t12"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 2
    ) AS "t15"
  ) AS "t19"
  GROUP BY
    1,
    2,
    3,
    4
), "t27" AS (
  SELECT
    "t20"."series",
    "t20"."place",
    "t20"."row_year" AS "year",
    "t20"."row_period" AS "part",
    SUM("t20"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."Land Border Region",
      "t2"."State",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t16"."series",
      "t16"."text",
      "t16"."place"
    FROM "codes" AS "t2"
    INNER JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 3
    ) AS "t16"
      ON "t2"."State" = "t16"."text"
  ) AS "t20"
  GROUP BY
    1,
    2,
    3,
    4
), "t51" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t35"."series",
        "t35"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t36"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t24"."series",
          "t24"."place"
        FROM "t21" AS "t24"
        WHERE
          "t24"."value" IS NOT NULL
      ) AS "t35"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t21" AS "t24"
        WHERE
          "t24"."value" IS NOT NULL
      ) AS "t36"
        ON "t35"."series" = "t36"."series"
        AND "t35"."place" = "t36"."place"
        AND "t4"."year" = "t36"."year"
        AND "t4"."part" = "t36"."part"
    ) AS "t45"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t37"."series",
        "t37"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t38"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t25"."series",
          "t25"."place"
        FROM "t22" AS "t25"
        WHERE
          "t25"."value" IS NOT NULL
      ) AS "t37"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t22" AS "t25"
        WHERE
          "t25"."value" IS NOT NULL
      ) AS "t38"
        ON "t37"."series" = "t38"."series"
        AND "t37"."place" = "t38"."place"
        AND "t4"."year" = "t38"."year"
        AND "t4"."part" = "t38"."part"
    ) AS "t46"
  ) AS "t48"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t39"."series",
        "t39"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t40"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t26"."series",
          "t26"."place"
        FROM "t23" AS "t26"
        WHERE
          "t26"."value" IS NOT NULL
      ) AS "t39"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t23" AS "t26"
        WHERE
          "t26"."value" IS NOT NULL
      ) AS "t40"
        ON "t39"."series" = "t40"."series"
        AND "t39"."place" = "t40"."place"
        AND "t4"."year" = "t40"."year"
        AND "t4"."part" = "t40"."part"
    ) AS "t47"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t43"."series",
        "t43"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t44"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t28"."series",
          "t28"."place"
        FROM "t27" AS "t28"
        WHERE
          "t28"."value" IS NOT NULL
      ) AS "t43"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t27" AS "t28"
        WHERE
          "t28"."value" IS NOT NULL
      ) AS "t44"
        ON "t43"."series" = "t44"."series"
        AND "t43"."place" = "t44"."place"
        AND "t4"."year" = "t44"."year"
        AND "t4"."part" = "t44"."part"
    ) AS "t49"
  ) AS "t50"
)
SELECT
  *
FROM (
  SELECT
    "t53"."series",
    "t53"."place",
    "t53"."year",
    "t53"."part",
    "t53"."first",
    "t53"."last",
    "t53"."parts_of_year",
    "t53"."value"
  FROM (
    SELECT
      "t52"."series",
      "t52"."place",
      "t52"."year",
      "t52"."part",
      CAST("t52"."value" AS DECIMAL(38, 12)) AS "value",
      "t52"."part" AS "first",
      "t52"."part" AS "last",
      COUNT("t52"."part") OVER (
        PARTITION BY "t52"."series", "t52"."place", "t52"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t51" AS "t52"
  ) AS "t53"
) AS "t55"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t54"."series",
    "t54"."place",
    "t54"."year",
    NULLIF("t54"."first", "t54"."first") AS "part",
    "t54"."first",
    "t54"."last",
    "t54"."parts_of_year",
    "t54"."value"
  FROM (
    SELECT
      "t52"."series",
      "t52"."place",
      "t52"."year",
      MIN("t52"."part") AS "first",
      MAX("t52"."part") AS "last",
      COUNT("t52"."part") AS "parts_of_year",
      CAST(SUM("t52"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t51" AS "t52"
    GROUP BY
      1,
      2,
      3
  ) AS "t54"
) AS "t56"
