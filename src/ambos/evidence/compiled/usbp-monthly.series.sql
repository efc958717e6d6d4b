WITH "t19" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."series",
        "t9"."place",
        "t9"."row_year" AS "year",
        "t9"."row_period" AS "part",
        SUM("t9"."sum_2") AS "value"
      FROM (
        SELECT
          "t2"."row_year",
          "t2"."row_period",
          "t2"."sum_0",
          "t2"."sum_1",
          "t2"."sum_2",
          "t6"."series",
          "t6"."text",
          "t6"."place"
        FROM "codes" AS "t2"
        CROSS JOIN (
          SELECT
            *
          FROM "places" AS "t1"
          WHERE
            "t1"."series" = 2
        ) AS "t6"
      ) AS "t9"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t12"
    WHERE
      "t12"."value" IS NOT NULL
  ) AS "t15"
  UNION ALL
  SELECT
    *
  FROM (
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
            "t2"."row_year",
            "t2"."row_period",
            "t2"."sum_0",
            "t2"."sum_1",
            "t2"."sum_2",
            "t7"."series",
            "t7"."text",
            "t7"."place"
          FROM "codes" AS "t2"
          CROSS JOIN (
            SELECT
              *
            FROM "places" AS "t1"
            WHERE
              "t1"."series" = 0
          ) AS "t7"
        ) AS "t10"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t13"
      WHERE
        "t13"."value" IS NOT NULL
    ) AS "t16"
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
          SUM("t11"."sum_1") AS "value"
        FROM (
          SELECT
            "t2"."row_year",
            "t2"."row_period",
            "t2"."sum_0",
            "t2"."sum_1",
            "t2"."sum_2",
            "t8"."series",
            "t8"."text",
            "t8"."place"
          FROM "codes" AS "t2"
          CROSS JOIN (
            SELECT
              *
            FROM "places" AS "t1"
            WHERE
              "t1"."series" = 1
          ) AS "t8"
        ) AS "t11"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t14"
      WHERE
        "t14"."value" IS NOT NULL
    ) AS "t17"
  ) AS "t18"
)
SELECT
  *
FROM (
  SELECT
    "t21"."series",
    "t21"."place",
    "t21"."year",
    "t21"."part",
    "t21"."first",
    "t21"."last",
    "t21"."parts_of_year",
    "t21"."value"
  FROM (
    SELECT
      "t20"."series",
      "t20"."place",
      "t20"."year",
      "t20"."part",
      CAST("t20"."value" AS DECIMAL(38, 12)) AS "value",
      "t20"."part" AS "first",
      "t20"."part" AS "last",
      COUNT("t20"."part") OVER (
        PARTITION BY "t20"."series", "t20"."place", "t20"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t19" AS "t20"
  ) AS "t21"
) AS "t23"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t22"."series",
    "t22"."place",
    "t22"."year",
    NULLIF("t22"."first", "t22"."first") AS "part",
    "t22"."first",
    "t22"."last",
    "t22"."parts_of_year",
    "t22"."value"
  FROM (
    SELECT
      "t20"."series",
      "t20"."place",
      "t20"."year",
      MIN("t20"."part") AS "first",
      MAX("t20"."part") AS "last",
      COUNT("t20"."part") AS "parts_of_year",
      CAST(SUM("t20"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t19" AS "t20"
    GROUP BY
      1,
      2,
      3
  ) AS "t22"
) AS "t24"
