WITH "t4" AS (
  SELECT
    CASE WHEN "t3"."row_year" IS NOT NULL THEN 'BOTH' ELSE 'BOTH' END AS "place",
    "t3"."row_year" AS "year",
    "t3"."row_period" AS "part",
    CAST("t3"."every" AS DECIMAL(38, 24)) AS "value"
  FROM (
    SELECT
      "t2"."row_year",
      "t2"."row_period",
      SUM("t2"."amount") AS "every"
    FROM (
      SELECT
        "t1"."row_year",
        "t1"."row_period",
        "t1"."event",
        MAX("t1"."amount") AS "amount"
      FROM (
        SELECT
          "t0"."row_year",
          "t0"."row_period",
          "t0"."event",
          "t0"."reporter",
          SUM("t0"."grams") AS "amount"
        FROM "event_reports" AS "t0"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t1"
      GROUP BY
        1,
        2,
        3
    ) AS "t2"
    GROUP BY
      1,
      2
  ) AS "t3"
)
SELECT
  *
FROM (
  SELECT
    "t6"."place",
    "t6"."year",
    "t6"."part",
    "t6"."first",
    "t6"."last",
    "t6"."parts_of_year",
    "t6"."value"
  FROM (
    SELECT
      "t5"."place",
      "t5"."year",
      "t5"."part",
      CAST("t5"."value" AS DECIMAL(38, 12)) AS "value",
      "t5"."part" AS "first",
      "t5"."part" AS "last",
      COUNT("t5"."part") OVER (
        PARTITION BY "t5"."place", "t5"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t4" AS "t5"
  ) AS "t6"
) AS "t8"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t7"."place",
    "t7"."year",
    NULLIF("t7"."first", "t7"."first") AS "part",
    "t7"."first",
    "t7"."last",
    "t7"."parts_of_year",
    "t7"."value"
  FROM (
    SELECT
      "t5"."place",
      "t5"."year",
      MIN("t5"."part") AS "first",
      MAX("t5"."part") AS "last",
      COUNT("t5"."part") AS "parts_of_year",
      CAST(SUM("t5"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t4" AS "t5"
    GROUP BY
      1,
      2
  ) AS "t7"
) AS "t9"
