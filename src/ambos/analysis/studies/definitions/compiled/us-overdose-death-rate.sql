WITH "t2" AS (
  SELECT
    "t1"."row_set",
    "t1"."row_year",
    "t1"."row_period",
    SUM("t1"."Deaths") AS "deaths",
    SUM("t1"."Population") AS "people"
  FROM (
    SELECT
      *
    FROM "nchs_drug_poisoning" AS "t0"
    WHERE
      "t0"."Sex" = 'Both Sexes'
      AND "t0"."Age" = 'All Ages'
      AND "t0"."Race and Hispanic Origin" = 'All Races-All Origins'
      AND "t0"."State" = 'United States'
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
), "t7" AS (
  SELECT
    CASE WHEN "t4"."row_year" IS NOT NULL THEN 'US' ELSE 'US' END AS "place",
    "t4"."row_year" AS "year",
    "t4"."row_period" AS "part",
    CAST("t4"."deaths" AS DECIMAL(38, 24)) AS "value",
    CAST("t4"."people" AS DECIMAL(38, 24)) AS "over"
  FROM "t2" AS "t4"
  SEMI JOIN (
    SELECT
      "t3"."row_period",
      MAX("t3"."row_set") AS "row_set"
    FROM "t2" AS "t3"
    GROUP BY
      1
  ) AS "t6"
    ON "t4"."row_period" = "t6"."row_period" AND "t4"."row_set" = "t6"."row_set"
)
SELECT
  *
FROM (
  SELECT
    "t9"."place",
    "t9"."year",
    "t9"."part",
    "t9"."first",
    "t9"."last",
    "t9"."parts_of_year",
    "t9"."value",
    "t9"."over"
  FROM (
    SELECT
      "t8"."place",
      "t8"."year",
      "t8"."part",
      CAST("t8"."value" AS DECIMAL(38, 12)) AS "value",
      CAST("t8"."over" AS DECIMAL(38, 12)) AS "over",
      "t8"."part" AS "first",
      "t8"."part" AS "last",
      COUNT("t8"."part") OVER (
        PARTITION BY "t8"."place", "t8"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t7" AS "t8"
  ) AS "t9"
) AS "t11"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t10"."place",
    "t10"."year",
    NULLIF("t10"."first", "t10"."first") AS "part",
    "t10"."first",
    "t10"."last",
    "t10"."parts_of_year",
    "t10"."value",
    "t10"."over"
  FROM (
    SELECT
      "t8"."place",
      "t8"."year",
      MIN("t8"."part") AS "first",
      MAX("t8"."part") AS "last",
      COUNT("t8"."part") AS "parts_of_year",
      CAST(SUM("t8"."value") AS DECIMAL(38, 12)) AS "value",
      CAST(SUM("t8"."over") AS DECIMAL(38, 12)) AS "over"
    FROM "t7" AS "t8"
    GROUP BY
      1,
      2
  ) AS "t10"
) AS "t12"
