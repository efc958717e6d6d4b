WITH "t13" AS (
  SELECT
    "t11"."series",
    "t11"."place",
    "t11"."row_year" AS "year",
    "t11"."row_period" AS "part",
    SUM("t11"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."Component",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
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
  ) AS "t11"
  GROUP BY
    1,
    2,
    3,
    4
), "t14" AS (
  SELECT
    "t12"."series",
    "t12"."place",
    "t12"."row_year" AS "year",
    "t12"."row_period" AS "part",
    SUM("t12"."sum_0") AS "value"
  FROM (
    SELECT
      "t8"."Component",
      "t8"."row_year",
      "t8"."row_period",
      "t8"."sum_0",
      "t10"."series",
      "t10"."text",
      "t10"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Component" = 'U.S. Border Patrol'
    ) AS "t8"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t10"
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4
), "t27" AS (
  SELECT
    *
  FROM (
    SELECT
      "t21"."series",
      "t21"."place",
      "t4"."year",
      "t4"."part",
      COALESCE("t22"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t15"."series",
        "t15"."place"
      FROM "t13" AS "t15"
      WHERE
        "t15"."value" IS NOT NULL
    ) AS "t21"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t13" AS "t15"
      WHERE
        "t15"."value" IS NOT NULL
    ) AS "t22"
      ON "t21"."series" = "t22"."series"
      AND "t21"."place" = "t22"."place"
      AND "t4"."year" = "t22"."year"
      AND "t4"."part" = "t22"."part"
  ) AS "t25"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t23"."series",
      "t23"."place",
      "t4"."year",
      "t4"."part",
      COALESCE("t24"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t16"."series",
        "t16"."place"
      FROM "t14" AS "t16"
      WHERE
        "t16"."value" IS NOT NULL
    ) AS "t23"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t14" AS "t16"
      WHERE
        "t16"."value" IS NOT NULL
    ) AS "t24"
      ON "t23"."series" = "t24"."series"
      AND "t23"."place" = "t24"."place"
      AND "t4"."year" = "t24"."year"
      AND "t4"."part" = "t24"."part"
  ) AS "t26"
)
SELECT
  *
FROM (
  SELECT
    "t29"."series",
    "t29"."place",
    "t29"."year",
    "t29"."part",
    "t29"."first",
    "t29"."last",
    "t29"."parts_of_year",
    "t29"."value"
  FROM (
    SELECT
      "t28"."series",
      "t28"."place",
      "t28"."year",
      "t28"."part",
      CAST("t28"."value" AS DECIMAL(38, 12)) AS "value",
      "t28"."part" AS "first",
      "t28"."part" AS "last",
      COUNT("t28"."part") OVER (
        PARTITION BY "t28"."series", "t28"."place", "t28"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t27" AS "t28"
  ) AS "t29"
) AS "t31"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t30"."series",
    "t30"."place",
    "t30"."year",
    NULLIF("t30"."first", "t30"."first") AS "part",
    "t30"."first",
    "t30"."last",
    "t30"."parts_of_year",
    "t30"."value"
  FROM (
    SELECT
      "t28"."series",
      "t28"."place",
      "t28"."year",
      MIN("t28"."part") AS "first",
      MAX("t28"."part") AS "last",
      COUNT("t28"."part") AS "parts_of_year",
      CAST(SUM("t28"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t27" AS "t28"
    GROUP BY
      1,
      2,
      3
  ) AS "t30"
) AS "t32"
