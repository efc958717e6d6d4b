WITH "t3" AS (
  SELECT
    CASE WHEN "t2"."row_year" IS NOT NULL THEN 'BOTH' ELSE 'BOTH' END AS "place",
    "t2"."row_year" AS "year",
    "t2"."row_period" AS "part",
    CAST("t2"."answered" AS DECIMAL(38, 24)) AS "value",
    CAST("t2"."every" AS DECIMAL(38, 24)) AS "over"
  FROM (
    SELECT
      "t1"."row_year",
      "t1"."row_period",
      COUNT("t1"."method") AS "every",
      SUM("t1"."answered") AS "answered"
    FROM (
      SELECT
        "t0"."row_year",
        "t0"."row_period",
        "t0"."method",
        MAX("t0"."answered") AS "answered"
      FROM "sightings" AS "t0"
      GROUP BY
        1,
        2,
        3
    ) AS "t1"
    GROUP BY
      1,
      2
  ) AS "t2"
)
SELECT
  *
FROM (
  SELECT
    "t5"."place",
    "t5"."year",
    "t5"."part",
    "t5"."first",
    "t5"."last",
    "t5"."parts_of_year",
    "t5"."value",
    "t5"."over"
  FROM (
    SELECT
      "t4"."place",
      "t4"."year",
      "t4"."part",
      CAST("t4"."value" AS DECIMAL(38, 12)) AS "value",
      CAST("t4"."over" AS DECIMAL(38, 12)) AS "over",
      "t4"."part" AS "first",
      "t4"."part" AS "last",
      COUNT("t4"."part") OVER (
        PARTITION BY "t4"."place", "t4"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t3" AS "t4"
  ) AS "t5"
) AS "t7"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t6"."place",
    "t6"."year",
    NULLIF("t6"."first", "t6"."first") AS "part",
    "t6"."first",
    "t6"."last",
    "t6"."parts_of_year",
    "t6"."value",
    "t6"."over"
  FROM (
    SELECT
      "t4"."place",
      "t4"."year",
      MIN("t4"."part") AS "first",
      MAX("t4"."part") AS "last",
      COUNT("t4"."part") AS "parts_of_year",
      CAST(SUM("t4"."value") AS DECIMAL(38, 12)) AS "value",
      CAST(SUM("t4"."over") AS DECIMAL(38, 12)) AS "over"
    FROM "t3" AS "t4"
    GROUP BY
      1,
      2
  ) AS "t6"
) AS "t8"
