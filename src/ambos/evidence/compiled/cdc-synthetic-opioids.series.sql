WITH "t8" AS (
  SELECT
    *
  FROM (
    SELECT
      "t6"."series",
      "t6"."place",
      "t6"."row_year" AS "year",
      "t6"."row_period" AS "part",
      SUM("t6"."sum_0") AS "value"
    FROM (
      SELECT
        "t4"."source_value_type",
        "t4"."state_abbr",
        "t4"."row_year",
        "t4"."row_period",
        "t4"."sum_0",
        "t5"."series",
        "t5"."text",
        "t5"."place"
      FROM (
        SELECT
          *
        FROM "codes" AS "t0"
        WHERE
          "t0"."source_value_type" = 'data_value'
      ) AS "t4"
      INNER JOIN (
        SELECT
          *
        FROM "places" AS "t1"
        WHERE
          "t1"."series" = 0
      ) AS "t5"
        ON "t4"."state_abbr" = "t5"."text"
    ) AS "t6"
    GROUP BY
      1,
      2,
      3,
      4
  ) AS "t7"
  WHERE
    "t7"."value" IS NOT NULL
)
SELECT
  *
FROM (
  SELECT
    "t10"."series",
    "t10"."place",
    "t10"."year",
    "t10"."part",
    "t10"."first",
    "t10"."last",
    "t10"."parts_of_year",
    "t10"."value"
  FROM (
    SELECT
      "t9"."series",
      "t9"."place",
      "t9"."year",
      "t9"."part",
      CAST("t9"."value" AS DECIMAL(38, 12)) AS "value",
      "t9"."part" AS "first",
      "t9"."part" AS "last",
      COUNT("t9"."part") OVER (
        PARTITION BY "t9"."series", "t9"."place", "t9"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t8" AS "t9"
  ) AS "t10"
) AS "t12"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t11"."series",
    "t11"."place",
    "t11"."year",
    NULLIF("t11"."first", "t11"."first") AS "part",
    "t11"."first",
    "t11"."last",
    "t11"."parts_of_year",
    "t11"."value"
  FROM (
    SELECT
      "t9"."series",
      "t9"."place",
      "t9"."year",
      MIN("t9"."part") AS "first",
      MAX("t9"."part") AS "last",
      COUNT("t9"."part") AS "parts_of_year",
      CAST(SUM("t9"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t8" AS "t9"
    GROUP BY
      1,
      2,
      3
  ) AS "t11"
) AS "t13"
