WITH "t14" AS (
  SELECT
    "t11"."series",
    "t11"."place",
    "t11"."row_year" AS "year",
    "t11"."row_period" AS "part",
    SUM("t11"."sum_2") AS "value"
  FROM (
    SELECT
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t2"."sum_1",
      "t2"."sum_2",
      "t8"."series",
      "t8"."text",
      "t8"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 2
    ) AS "t8"
  ) AS "t11"
  GROUP BY
    1,
    2,
    3,
    4
), "t15" AS (
  SELECT
    "t12"."series",
    "t12"."place",
    "t12"."row_year" AS "year",
    "t12"."row_period" AS "part",
    SUM("t12"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t2"."sum_1",
      "t2"."sum_2",
      "t9"."series",
      "t9"."text",
      "t9"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t9"
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4
), "t16" AS (
  SELECT
    "t13"."series",
    "t13"."place",
    "t13"."row_year" AS "year",
    "t13"."row_period" AS "part",
    SUM("t13"."sum_1") AS "value"
  FROM (
    SELECT
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t2"."sum_1",
      "t2"."sum_2",
      "t10"."series",
      "t10"."text",
      "t10"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t10"
  ) AS "t13"
  GROUP BY
    1,
    2,
    3,
    4
), "t36" AS (
  SELECT
    *
  FROM (
    SELECT
      "t26"."series",
      "t26"."place",
      "t4"."year",
      "t4"."part",
      COALESCE("t27"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t17"."series",
        "t17"."place"
      FROM "t14" AS "t17"
      WHERE
        "t17"."value" IS NOT NULL
    ) AS "t26"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t14" AS "t17"
      WHERE
        "t17"."value" IS NOT NULL
    ) AS "t27"
      ON "t26"."series" = "t27"."series"
      AND "t26"."place" = "t27"."place"
      AND "t4"."year" = "t27"."year"
      AND "t4"."part" = "t27"."part"
  ) AS "t32"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t28"."series",
        "t28"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t29"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t18"."series",
          "t18"."place"
        FROM "t15" AS "t18"
        WHERE
          "t18"."value" IS NOT NULL
      ) AS "t28"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t15" AS "t18"
        WHERE
          "t18"."value" IS NOT NULL
      ) AS "t29"
        ON "t28"."series" = "t29"."series"
        AND "t28"."place" = "t29"."place"
        AND "t4"."year" = "t29"."year"
        AND "t4"."part" = "t29"."part"
    ) AS "t33"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t30"."series",
        "t30"."place",
        "t4"."year",
        "t4"."part",
        COALESCE("t31"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t19"."series",
          "t19"."place"
        FROM "t16" AS "t19"
        WHERE
          "t19"."value" IS NOT NULL
      ) AS "t30"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t4"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t16" AS "t19"
        WHERE
          "t19"."value" IS NOT NULL
      ) AS "t31"
        ON "t30"."series" = "t31"."series"
        AND "t30"."place" = "t31"."place"
        AND "t4"."year" = "t31"."year"
        AND "t4"."part" = "t31"."part"
    ) AS "t34"
  ) AS "t35"
)
SELECT
  *
FROM (
  SELECT
    "t38"."series",
    "t38"."place",
    "t38"."year",
    "t38"."part",
    "t38"."first",
    "t38"."last",
    "t38"."parts_of_year",
    "t38"."value"
  FROM (
    SELECT
      "t37"."series",
      "t37"."place",
      "t37"."year",
      "t37"."part",
      CAST("t37"."value" AS DECIMAL(38, 12)) AS "value",
      "t37"."part" AS "first",
      "t37"."part" AS "last",
      COUNT("t37"."part") OVER (
        PARTITION BY "t37"."series", "t37"."place", "t37"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t36" AS "t37"
  ) AS "t38"
) AS "t40"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t39"."series",
    "t39"."place",
    "t39"."year",
    NULLIF("t39"."first", "t39"."first") AS "part",
    "t39"."first",
    "t39"."last",
    "t39"."parts_of_year",
    "t39"."value"
  FROM (
    SELECT
      "t37"."series",
      "t37"."place",
      "t37"."year",
      MIN("t37"."part") AS "first",
      MAX("t37"."part") AS "last",
      COUNT("t37"."part") AS "parts_of_year",
      CAST(SUM("t37"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t36" AS "t37"
    GROUP BY
      1,
      2,
      3
  ) AS "t39"
) AS "t41"
