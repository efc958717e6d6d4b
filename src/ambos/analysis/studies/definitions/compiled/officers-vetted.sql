WITH "t2" AS (
  SELECT
    "t1"."place",
    "t1"."row_year" AS "year",
    "t1"."row_period" AS "part",
    CAST("t1"."current" AS DECIMAL(38, 24)) AS "value",
    CAST("t1"."every" AS DECIMAL(38, 24)) AS "over"
  FROM (
    SELECT
      "t0"."row_year",
      "t0"."row_period",
      "t0"."place",
      COUNT("t0"."subject") AS "every",
      SUM("t0"."current") AS "current"
    FROM "vettings" AS "t0"
    GROUP BY
      1,
      2,
      3
  ) AS "t1"
)
SELECT
  *
FROM (
  SELECT
    "t4"."place",
    "t4"."year",
    "t4"."part",
    "t4"."first",
    "t4"."last",
    "t4"."parts_of_year",
    "t4"."value",
    "t4"."over"
  FROM (
    SELECT
      "t3"."place",
      "t3"."year",
      "t3"."part",
      CAST("t3"."value" AS DECIMAL(38, 12)) AS "value",
      CAST("t3"."over" AS DECIMAL(38, 12)) AS "over",
      "t3"."part" AS "first",
      "t3"."part" AS "last",
      COUNT("t3"."part") OVER (
        PARTITION BY "t3"."place", "t3"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t2" AS "t3"
  ) AS "t4"
) AS "t6"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t5"."place",
    "t5"."year",
    NULLIF("t5"."first", "t5"."first") AS "part",
    "t5"."first",
    "t5"."last",
    "t5"."parts_of_year",
    "t5"."value",
    "t5"."over"
  FROM (
    SELECT
      "t3"."place",
      "t3"."year",
      MIN("t3"."part") AS "first",
      MAX("t3"."part") AS "last",
      COUNT("t3"."part") AS "parts_of_year",
      CAST(SUM("t3"."value") AS DECIMAL(38, 12)) AS "value",
      CAST(SUM("t3"."over") AS DECIMAL(38, 12)) AS "over"
    FROM "t2" AS "t3"
    GROUP BY
      1,
      2
  ) AS "t5"
) AS "t7"
