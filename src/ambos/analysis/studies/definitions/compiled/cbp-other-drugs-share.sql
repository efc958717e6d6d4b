WITH "t1" AS (
  SELECT
    "t0"."row_set",
    "t0"."row_year",
    "t0"."row_period",
    SUM("t0"."Count of Event") AS "every",
    COALESCE(SUM("t0"."Count of Event") FILTER(WHERE
      "t0"."Drug Type" = 'Other Drugs**'), 0) AS "other"
  FROM "cbp_drugs" AS "t0"
  GROUP BY
    1,
    2,
    3
), "t6" AS (
  SELECT
    CASE WHEN "t3"."row_year" IS NOT NULL THEN 'US' ELSE 'US' END AS "place",
    "t3"."row_year" AS "year",
    "t3"."row_period" AS "part",
    CAST("t3"."other" AS DECIMAL(38, 24)) AS "value",
    CAST("t3"."every" AS DECIMAL(38, 24)) AS "over"
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
    "t8"."value",
    "t8"."over"
  FROM (
    SELECT
      "t7"."place",
      "t7"."year",
      "t7"."part",
      CAST("t7"."value" AS DECIMAL(38, 12)) AS "value",
      CAST("t7"."over" AS DECIMAL(38, 12)) AS "over",
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
    "t9"."value",
    "t9"."over"
  FROM (
    SELECT
      "t7"."place",
      "t7"."year",
      MIN("t7"."part") AS "first",
      MAX("t7"."part") AS "last",
      COUNT("t7"."part") AS "parts_of_year",
      CAST(SUM("t7"."value") AS DECIMAL(38, 12)) AS "value",
      CAST(SUM("t7"."over") AS DECIMAL(38, 12)) AS "over"
    FROM "t6" AS "t7"
    GROUP BY
      1,
      2
  ) AS "t9"
) AS "t11"
