WITH "t14" AS (
  SELECT
    "t12"."series",
    "t12"."place",
    "t12"."row_year" AS "year",
    "t12"."row_period" AS "part",
    SUM("t12"."sum_0") AS "value"
  FROM (
    SELECT
      "t8"."BASE_DESCRIPTION",
      "t8"."DRUG_CATEGORY_DESCRIPTION",
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
        "t0"."BASE_DESCRIPTION" = 'Fentanyl'
    ) AS "t8"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t10"
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4
), "t15" AS (
  SELECT
    "t13"."series",
    "t13"."place",
    "t13"."row_year" AS "year",
    "t13"."row_period" AS "part",
    SUM("t13"."sum_0") AS "value"
  FROM (
    SELECT
      "t9"."BASE_DESCRIPTION",
      "t9"."DRUG_CATEGORY_DESCRIPTION",
      "t9"."row_year",
      "t9"."row_period",
      "t9"."sum_0",
      "t11"."series",
      "t11"."text",
      "t11"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."DRUG_CATEGORY_DESCRIPTION" = 'Fentanyl and Fentanyl-related'
    ) AS "t9"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t11"
  ) AS "t13"
  GROUP BY
    1,
    2,
    3,
    4
), "t28" AS (
  SELECT
    *
  FROM (
    SELECT
      "t22"."series",
      "t22"."place",
      "t3"."year",
      "t3"."part",
      COALESCE("t23"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t16"."series",
        "t16"."place"
      FROM "t14" AS "t16"
      WHERE
        "t16"."value" IS NOT NULL
    ) AS "t22"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t3"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t14" AS "t16"
      WHERE
        "t16"."value" IS NOT NULL
    ) AS "t23"
      ON "t22"."series" = "t23"."series"
      AND "t22"."place" = "t23"."place"
      AND "t3"."year" = "t23"."year"
      AND "t3"."part" = "t23"."part"
  ) AS "t26"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t24"."series",
      "t24"."place",
      "t3"."year",
      "t3"."part",
      COALESCE("t25"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t17"."series",
        "t17"."place"
      FROM "t15" AS "t17"
      WHERE
        "t17"."value" IS NOT NULL
    ) AS "t24"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t3"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t15" AS "t17"
      WHERE
        "t17"."value" IS NOT NULL
    ) AS "t25"
      ON "t24"."series" = "t25"."series"
      AND "t24"."place" = "t25"."place"
      AND "t3"."year" = "t25"."year"
      AND "t3"."part" = "t25"."part"
  ) AS "t27"
)
SELECT
  *
FROM (
  SELECT
    "t30"."series",
    "t30"."place",
    "t30"."year",
    "t30"."part",
    "t30"."first",
    "t30"."last",
    "t30"."parts_of_year",
    "t30"."value"
  FROM (
    SELECT
      "t29"."series",
      "t29"."place",
      "t29"."year",
      "t29"."part",
      CAST("t29"."value" AS DECIMAL(38, 12)) AS "value",
      "t29"."part" AS "first",
      "t29"."part" AS "last",
      COUNT("t29"."part") OVER (
        PARTITION BY "t29"."series", "t29"."place", "t29"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t28" AS "t29"
  ) AS "t30"
) AS "t32"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t31"."series",
    "t31"."place",
    "t31"."year",
    NULLIF("t31"."first", "t31"."first") AS "part",
    "t31"."first",
    "t31"."last",
    "t31"."parts_of_year",
    "t31"."value"
  FROM (
    SELECT
      "t29"."series",
      "t29"."place",
      "t29"."year",
      MIN("t29"."part") AS "first",
      MAX("t29"."part") AS "last",
      COUNT("t29"."part") AS "parts_of_year",
      CAST(SUM("t29"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t28" AS "t29"
    GROUP BY
      1,
      2,
      3
  ) AS "t31"
) AS "t33"
