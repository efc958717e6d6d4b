WITH "t16" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."series",
        "t10"."place",
        "t10"."row_year" AS "year",
        "t10"."row_period" AS "part",
        SUM("t10"."sum_0") AS "value"
      FROM (
        SELECT
          "t7"."Sex",
          "t7"."Age",
          "t7"."Race and Hispanic Origin",
          "t7"."State",
          "t7"."row_year",
          "t7"."row_period",
          "t7"."sum_0",
          "t8"."series",
          "t8"."text",
          "t8"."place"
        FROM (
          SELECT
            *
          FROM "codes" AS "t0"
          WHERE
            "t0"."Sex" = 'Both Sexes'
            AND "t0"."Age" = 'All Ages'
            AND "t0"."Race and Hispanic Origin" = 'All Races-All Origins'
            AND "t0"."State" = 'United States'
        ) AS "t7"
        CROSS JOIN (
          SELECT
            *
          FROM "places" AS "t1"
          WHERE
            "t1"."series" = 0
        ) AS "t8"
      ) AS "t10"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t12"
    WHERE
      "t12"."value" IS NOT NULL
  ) AS "t14"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t11"."series",
        "t11"."place",
        "t11"."row_year" AS "year",
        "t11"."row_period" AS "part",
        SUM("t11"."sum_0") AS "value"
      FROM (
        SELECT
          "t6"."Sex",
          "t6"."Age",
          "t6"."Race and Hispanic Origin",
          "t6"."State",
          "t6"."row_year",
          "t6"."row_period",
          "t6"."sum_0",
          "t9"."series",
          "t9"."text",
          "t9"."place"
        FROM (
          SELECT
            *
          FROM "codes" AS "t0"
          WHERE
            "t0"."Sex" = 'Both Sexes'
            AND "t0"."Age" = 'All Ages'
            AND "t0"."Race and Hispanic Origin" = 'All Races-All Origins'
        ) AS "t6"
        INNER JOIN (
          SELECT
            *
          FROM "places" AS "t1"
          WHERE
            "t1"."series" = 1
        ) AS "t9"
          ON "t6"."State" = "t9"."text"
      ) AS "t11"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t13"
    WHERE
      "t13"."value" IS NOT NULL
  ) AS "t15"
)
SELECT
  *
FROM (
  SELECT
    "t18"."series",
    "t18"."place",
    "t18"."year",
    "t18"."part",
    "t18"."first",
    "t18"."last",
    "t18"."parts_of_year",
    "t18"."value"
  FROM (
    SELECT
      "t17"."series",
      "t17"."place",
      "t17"."year",
      "t17"."part",
      CAST("t17"."value" AS DECIMAL(38, 12)) AS "value",
      "t17"."part" AS "first",
      "t17"."part" AS "last",
      COUNT("t17"."part") OVER (
        PARTITION BY "t17"."series", "t17"."place", "t17"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t16" AS "t17"
  ) AS "t18"
) AS "t20"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t19"."series",
    "t19"."place",
    "t19"."year",
    NULLIF("t19"."first", "t19"."first") AS "part",
    "t19"."first",
    "t19"."last",
    "t19"."parts_of_year",
    "t19"."value"
  FROM (
    SELECT
      "t17"."series",
      "t17"."place",
      "t17"."year",
      MIN("t17"."part") AS "first",
      MAX("t17"."part") AS "last",
      COUNT("t17"."part") AS "parts_of_year",
      CAST(SUM("t17"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t16" AS "t17"
    GROUP BY
      1,
      2,
      3
  ) AS "t19"
) AS "t21"
