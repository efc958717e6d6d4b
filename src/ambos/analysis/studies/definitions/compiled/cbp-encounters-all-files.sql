WITH "t1" AS (
  SELECT
    "t0"."row_set",
    "t0"."row_year",
    "t0"."row_period",
    SUM("t0"."Encounter Count") AS "every"
  FROM "cbp_encounters_southwest" AS "t0"
  GROUP BY
    1,
    2,
    3
), "t6" AS (
  SELECT
    CASE WHEN "t3"."row_year" IS NOT NULL THEN 'US-SWB' ELSE 'US-SWB' END AS "place",
    "t3"."row_year" AS "year",
    "t3"."row_period" AS "part",
    CAST("t3"."every" AS DECIMAL(38, 24)) AS "value"
  FROM "t1" AS "t3"
  SEMI JOIN (
    SELECT
      "t2"."row_period",
      MAX("t2"."row_set") AS "row_set"
    FROM "t1" AS "t2"
    GROUP BY
      1
  ) AS "t5"
    ON "t3"."row_period" = "t5"."row_period" AND "t3"."row_set" = "t5"."row_set"
)
SELECT
  *
FROM (
  SELECT
    "t8"."place",
    "t8"."year",
    "t8"."part",
    "t8"."first",
    "t8"."last",
    "t8"."parts_of_year",
    "t8"."value"
  FROM (
    SELECT
      "t7"."place",
      "t7"."year",
      "t7"."part",
      CAST("t7"."value" AS DECIMAL(38, 12)) AS "value",
      "t7"."part" AS "first",
      "t7"."part" AS "last",
      COUNT("t7"."part") OVER (
        PARTITION BY "t7"."place", "t7"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t6" AS "t7"
  ) AS "t8"
) AS "t10"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t9"."place",
    "t9"."year",
    NULLIF("t9"."first", "t9"."first") AS "part",
    "t9"."first",
    "t9"."last",
    "t9"."parts_of_year",
    "t9"."value"
  FROM (
    SELECT
      "t7"."place",
      "t7"."year",
      MIN("t7"."part") AS "first",
      MAX("t7"."part") AS "last",
      COUNT("t7"."part") AS "parts_of_year",
      CAST(SUM("t7"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t6" AS "t7"
    GROUP BY
      1,
      2
  ) AS "t9"
) AS "t11"
