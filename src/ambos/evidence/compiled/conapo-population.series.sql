WITH "t7" AS (
  SELECT
    *
  FROM (
    SELECT
      "t5"."series",
      "t5"."place",
      "t5"."row_year" AS "year",
      "t5"."row_period" AS "part",
      SUM("t5"."sum_0") AS "value"
    FROM (
      SELECT
        "t2"."row_year",
        "t2"."row_period",
        "t2"."sum_0",
        "t4"."series",
        "t4"."text",
        "t4"."place"
      FROM "codes" AS "t2"
      CROSS JOIN (
        SELECT
          *
        FROM "places" AS "t1"
        WHERE
          "t1"."series" = 0
      ) AS "t4"
    ) AS "t5"
    GROUP BY
      1,
      2,
      3,
      4
  ) AS "t6"
  WHERE
    "t6"."value" IS NOT NULL
)
SELECT
  *
FROM (
  SELECT
    "t9"."series",
    "t9"."place",
    "t9"."year",
    "t9"."part",
    "t9"."first",
    "t9"."last",
    "t9"."parts_of_year",
    "t9"."value"
  FROM (
    SELECT
      "t8"."series",
      "t8"."place",
      "t8"."year",
      "t8"."part",
      CAST("t8"."value" AS DECIMAL(38, 12)) AS "value",
      "t8"."part" AS "first",
      "t8"."part" AS "last",
      COUNT("t8"."part") OVER (
        PARTITION BY "t8"."series", "t8"."place", "t8"."year"
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
    "t10"."series",
    "t10"."place",
    "t10"."year",
    NULLIF("t10"."first", "t10"."first") AS "part",
    "t10"."first",
    "t10"."last",
    "t10"."parts_of_year",
    "t10"."value"
  FROM (
    SELECT
      "t8"."series",
      "t8"."place",
      "t8"."year",
      MIN("t8"."part") AS "first",
      MAX("t8"."part") AS "last",
      COUNT("t8"."part") AS "parts_of_year",
      CAST(SUM("t8"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t7" AS "t8"
    GROUP BY
      1,
      2,
      3
  ) AS "t10"
) AS "t12"
