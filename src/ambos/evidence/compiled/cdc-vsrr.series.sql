WITH "t28" AS (
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
          "t14"."series",
          "t14"."place",
          "t14"."row_year" AS "year",
          "t14"."row_period" AS "part",
          SUM("t14"."sum_0") AS "value"
        FROM (
          SELECT
            "t8"."State",
            "t8"."Indicator",
            "t8"."row_year",
            "t8"."row_period",
            "t8"."sum_0",
            "t8"."sum_1",
            "t10"."series",
            "t10"."text",
            "t10"."place"
          FROM (
            SELECT
              *
            FROM "codes" AS "t0"
            WHERE
              "t0"."State" = 'US' AND "t0"."Indicator" = 'Number of Drug Overdose Deaths'
          ) AS "t8"
          CROSS JOIN (
            SELECT
              *
            FROM "places" AS "t1"
            WHERE
              "t1"."series" = 0
          ) AS "t10"
        ) AS "t14"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t18"
      WHERE
        "t18"."value" IS NOT NULL
    ) AS "t22"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t15"."series",
          "t15"."place",
          "t15"."row_year" AS "year",
          "t15"."row_period" AS "part",
          SUM("t15"."sum_0") AS "value"
        FROM (
          SELECT
            "t9"."State",
            "t9"."Indicator",
            "t9"."row_year",
            "t9"."row_period",
            "t9"."sum_0",
            "t9"."sum_1",
            "t11"."series",
            "t11"."text",
            "t11"."place"
          FROM (
            SELECT
              *
            FROM "codes" AS "t0"
            WHERE
              "t0"."State" = 'US'
              AND "t0"."Indicator" = 'Synthetic opioids, excl. methadone (T40.4)'
          ) AS "t9"
          CROSS JOIN (
            SELECT
              *
            FROM "places" AS "t1"
            WHERE
              "t1"."series" = 1
          ) AS "t11"
        ) AS "t15"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t19"
      WHERE
        "t19"."value" IS NOT NULL
    ) AS "t23"
  ) AS "t26"
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
          "t16"."series",
          "t16"."place",
          "t16"."row_year" AS "year",
          "t16"."row_period" AS "part",
          SUM("t16"."sum_1") AS "value"
        FROM (
          SELECT
            "t8"."State",
            "t8"."Indicator",
            "t8"."row_year",
            "t8"."row_period",
            "t8"."sum_0",
            "t8"."sum_1",
            "t12"."series",
            "t12"."text",
            "t12"."place"
          FROM (
            SELECT
              *
            FROM "codes" AS "t0"
            WHERE
              "t0"."State" = 'US' AND "t0"."Indicator" = 'Number of Drug Overdose Deaths'
          ) AS "t8"
          CROSS JOIN (
            SELECT
              *
            FROM "places" AS "t1"
            WHERE
              "t1"."series" = 2
          ) AS "t12"
        ) AS "t16"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t20"
      WHERE
        "t20"."value" IS NOT NULL
    ) AS "t24"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t17"."series",
          "t17"."place",
          "t17"."row_year" AS "year",
          "t17"."row_period" AS "part",
          SUM("t17"."sum_1") AS "value"
        FROM (
          SELECT
            "t9"."State",
            "t9"."Indicator",
            "t9"."row_year",
            "t9"."row_period",
            "t9"."sum_0",
            "t9"."sum_1",
            "t13"."series",
            "t13"."text",
            "t13"."place"
          FROM (
            SELECT
              *
            FROM "codes" AS "t0"
            WHERE
              "t0"."State" = 'US'
              AND "t0"."Indicator" = 'Synthetic opioids, excl. methadone (T40.4)'
          ) AS "t9"
          CROSS JOIN (
            SELECT
              *
            FROM "places" AS "t1"
            WHERE
              "t1"."series" = 3
          ) AS "t13"
        ) AS "t17"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t21"
      WHERE
        "t21"."value" IS NOT NULL
    ) AS "t25"
  ) AS "t27"
)
SELECT
  *
FROM (
  SELECT
    "t30"."series",
    "t30"."place",
    "t30"."year",
    "t30"."part",
    "t30"."first",
    "t30"."last",
    "t30"."parts_of_year",
    "t30"."value"
  FROM (
    SELECT
      "t29"."series",
      "t29"."place",
      "t29"."year",
      "t29"."part",
      CAST("t29"."value" AS DECIMAL(38, 12)) AS "value",
      "t29"."part" AS "first",
      "t29"."part" AS "last",
      COUNT("t29"."part") OVER (
        PARTITION BY "t29"."series", "t29"."place", "t29"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t28" AS "t29"
  ) AS "t30"
) AS "t32"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t31"."series",
    "t31"."place",
    "t31"."year",
    NULLIF("t31"."first", "t31"."first") AS "part",
    "t31"."first",
    "t31"."last",
    "t31"."parts_of_year",
    "t31"."value"
  FROM (
    SELECT
      "t29"."series",
      "t29"."place",
      "t29"."year",
      MIN("t29"."part") AS "first",
      MAX("t29"."part") AS "last",
      COUNT("t29"."part") AS "parts_of_year",
      CAST(SUM("t29"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t28" AS "t29"
    GROUP BY
      1,
      2,
      3
  ) AS "t31"
) AS "t33"
