WITH "t19" AS (
  SELECT
    "t16"."series",
    "t16"."place",
    "t16"."row_year" AS "year",
    "t16"."row_period" AS "part",
    SUM("t16"."sum_0") AS "value"
  FROM (
    SELECT
      "t10"."border",
      "t10"."measure",
      "t10"."row_year",
      "t10"."row_period",
      "t10"."sum_0",
      "t13"."series",
      "t13"."text",
      "t13"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."border" = 'US-Mexico Border' AND "t0"."measure" = 'Pedestrians'
    ) AS "t10"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 2
    ) AS "t13"
  ) AS "t16"
  GROUP BY
    1,
    2,
    3,
    4
), "t20" AS (
  SELECT
    "t17"."series",
    "t17"."place",
    "t17"."row_year" AS "year",
    "t17"."row_period" AS "part",
    SUM("t17"."sum_0") AS "value"
  FROM (
    SELECT
      "t11"."border",
      "t11"."measure",
      "t11"."row_year",
      "t11"."row_period",
      "t11"."sum_0",
      "t14"."series",
      "t14"."text",
      "t14"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."border" = 'US-Mexico Border' AND "t0"."measure" = 'Trucks'
    ) AS "t11"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t14"
  ) AS "t17"
  GROUP BY
    1,
    2,
    3,
    4
), "t21" AS (
  SELECT
    "t18"."series",
    "t18"."place",
    "t18"."row_year" AS "year",
    "t18"."row_period" AS "part",
    SUM("t18"."sum_0") AS "value"
  FROM (
    SELECT
      "t12"."border",
      "t12"."measure",
      "t12"."row_year",
      "t12"."row_period",
      "t12"."sum_0",
      "t15"."series",
      "t15"."text",
      "t15"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."border" = 'US-Mexico Border' AND "t0"."measure" = 'Personal Vehicles'
    ) AS "t12"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t15"
  ) AS "t18"
  GROUP BY
    1,
    2,
    3,
    4
), "t41" AS (
  SELECT
    *
  FROM (
    SELECT
      "t31"."series",
      "t31"."place",
      "t3"."year",
      "t3"."part",
      COALESCE("t32"."value", 0) AS "value"
    FROM (
      SELECT DISTINCT
        "t22"."series",
        "t22"."place"
      FROM "t19" AS "t22"
      WHERE
        "t22"."value" IS NOT NULL
    ) AS "t31"
    CROSS JOIN (
      SELECT DISTINCT
        "t0"."row_year" AS "year",
        "t0"."row_period" AS "part"
      FROM "codes" AS "t0"
    ) AS "t3"
    LEFT OUTER JOIN (
      SELECT
        *
      FROM "t19" AS "t22"
      WHERE
        "t22"."value" IS NOT NULL
    ) AS "t32"
      ON "t31"."series" = "t32"."series"
      AND "t31"."place" = "t32"."place"
      AND "t3"."year" = "t32"."year"
      AND "t3"."part" = "t32"."part"
  ) AS "t37"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t33"."series",
        "t33"."place",
        "t3"."year",
        "t3"."part",
        COALESCE("t34"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t23"."series",
          "t23"."place"
        FROM "t20" AS "t23"
        WHERE
          "t23"."value" IS NOT NULL
      ) AS "t33"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t3"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t20" AS "t23"
        WHERE
          "t23"."value" IS NOT NULL
      ) AS "t34"
        ON "t33"."series" = "t34"."series"
        AND "t33"."place" = "t34"."place"
        AND "t3"."year" = "t34"."year"
        AND "t3"."part" = "t34"."part"
    ) AS "t38"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t35"."series",
        "t35"."place",
        "t3"."year",
        "t3"."part",
        COALESCE("t36"."value", 0) AS "value"
      FROM (
        SELECT DISTINCT
          "t24"."series",
          "t24"."place"
        FROM "t21" AS "t24"
        WHERE
          "t24"."value" IS NOT NULL
      ) AS "t35"
      CROSS JOIN (
        SELECT DISTINCT
          "t0"."row_year" AS "year",
          "t0"."row_period" AS "part"
        FROM "codes" AS "t0"
      ) AS "t3"
      LEFT OUTER JOIN (
        SELECT
          *
        FROM "t21" AS "t24"
        WHERE
          "t24"."value" IS NOT NULL
      ) AS "t36"
        ON "t35"."series" = "t36"."series"
        AND "t35"."place" = "t36"."place"
        AND "t3"."year" = "t36"."year"
        AND "t3"."part" = "t36"."part"
    ) AS "t39"
  ) AS "t40"
)
SELECT
  *
FROM (
  SELECT
    "t43"."series",
    "t43"."place",
    "t43"."year",
    "t43"."part",
    "t43"."first",
    "t43"."last",
    "t43"."parts_of_year",
    "t43"."value"
  FROM (
    SELECT
      "t42"."series",
      "t42"."place",
      "t42"."year",
      "t42"."part",
      CAST("t42"."value" AS DECIMAL(38, 12)) AS "value",
      "t42"."part" AS "first",
      "t42"."part" AS "last",
      COUNT("t42"."part") OVER (
        PARTITION BY "t42"."series", "t42"."place", "t42"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t41" AS "t42"
  ) AS "t43"
) AS "t45"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t44"."series",
    "t44"."place",
    "t44"."year",
    NULLIF("t44"."first", "t44"."first") AS "part",
    "t44"."first",
    "t44"."last",
    "t44"."parts_of_year",
    "t44"."value"
  FROM (
    SELECT
      "t42"."series",
      "t42"."place",
      "t42"."year",
      MIN("t42"."part") AS "first",
      MAX("t42"."part") AS "last",
      COUNT("t42"."part") AS "parts_of_year",
      CAST(SUM("t42"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t41" AS "t42"
    GROUP BY
      1,
      2,
      3
  ) AS "t44"
) AS "t46"
