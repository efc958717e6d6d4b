WITH "t11" AS (
  SELECT
    "t9"."series",
    "t9"."place",
    "t9"."row_year" AS "year",
    "t9"."row_period" AS "part",
    SUM("t9"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."cve_mun",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t7"."series",
      "t7"."text",
      "t7"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t7"
  ) AS "t9"
  GROUP BY
    1,
    2,
    3,
    4
), "t13" AS (
  SELECT
    "t10"."series",
    "t10"."place",
    "t10"."row_year" AS "year",
    "t10"."row_period" AS "part",
    SUM("t10"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."cve_mun",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t8"."series",
      "t8"."text",
      "t8"."place"
    FROM "codes" AS "t2"
    INNER JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t8"
      ON "t2"."cve_mun" = "t8"."text"
  ) AS "t10"
  GROUP BY
    1,
    2,
    3,
    4
), "t25" AS (
  SELECT
    *
  FROM (
    SELECT
      "t17"."series",
      "t17"."place",
      "t4"."year",
      "t4"."part",
      COALESCE("t18"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t12"."series",
        "t12"."place"
      FROM "t11" AS "t12"
      WHERE
        "t12"."value" IS NOT NULL
    ) AS "t17"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t11" AS "t12"
      WHERE
        "t12"."value" IS NOT NULL
    ) AS "t18"
      ON "t17"."series" = "t18"."series"
      AND "t17"."place" = "t18"."place"
      AND "t4"."year" = "t18"."year"
      AND "t4"."part" = "t18"."part"
  ) AS "t23"
  UNION ALL
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
        "t14"."series",
        "t14"."place"
      FROM "t13" AS "t14"
      WHERE
        "t14"."value" IS NOT NULL
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
      FROM "t13" AS "t14"
      WHERE
        "t14"."value" IS NOT NULL
    ) AS "t22"
      ON "t21"."series" = "t22"."series"
      AND "t21"."place" = "t22"."place"
      AND "t4"."year" = "t22"."year"
      AND "t4"."part" = "t22"."part"
  ) AS "t24"
)
SELECT
  *
FROM (
  SELECT
    "t27"."series",
    "t27"."place",
    "t27"."year",
    "t27"."part",
    "t27"."first",
    "t27"."last",
    "t27"."parts_of_year",
    "t27"."value"
  FROM (
    SELECT
      "t26"."series",
      "t26"."place",
      "t26"."year",
      "t26"."part",
      CAST("t26"."value" AS DECIMAL(38, 12)) AS "value",
      "t26"."part" AS "first",
      "t26"."part" AS "last",
      COUNT("t26"."part") OVER (
        PARTITION BY "t26"."series", "t26"."place", "t26"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t25" AS "t26"
  ) AS "t27"
) AS "t29"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t28"."series",
    "t28"."place",
    "t28"."year",
    NULLIF("t28"."first", "t28"."first") AS "part",
    "t28"."first",
    "t28"."last",
    "t28"."parts_of_year",
    "t28"."value"
  FROM (
    SELECT
      "t26"."series",
      "t26"."place",
      "t26"."year",
      MIN("t26"."part") AS "first",
      MAX("t26"."part") AS "last",
      COUNT("t26"."part") AS "parts_of_year",
      CAST(SUM("t26"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t25" AS "t26"
    GROUP BY
      1,
      2,
      3
  ) AS "t28"
) AS "t30"
