WITH "t3" AS (
  SELECT
    "t2"."place",
    "t2"."row_year" AS "year",
    "t2"."row_period" AS "part",
    CAST("t2"."surrendered" AS DECIMAL(38, 24)) AS "value"
  FROM (
    SELECT
      "t1"."place",
      "t1"."row_year",
      "t1"."row_period",
      SUM("t1"."granted") AS "surrendered"
    FROM (
      SELECT
        *
      FROM "reciprocity" AS "t0"
      WHERE
        "t0"."instrument" = 'extradition'
    ) AS "t1"
    GROUP BY
      1,
      2,
      3
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
    "t5"."value"
  FROM (
    SELECT
      "t4"."place",
      "t4"."year",
      "t4"."part",
      CAST("t4"."value" AS DECIMAL(38, 12)) AS "value",
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
    "t6"."value"
  FROM (
    SELECT
      "t4"."place",
      "t4"."year",
      MIN("t4"."part") AS "first",
      MAX("t4"."part") AS "last",
      COUNT("t4"."part") AS "parts_of_year",
      CAST(SUM("t4"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t3" AS "t4"
    GROUP BY
      1,
      2
  ) AS "t6"
) AS "t8"
