WITH "t14" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."series",
        "t8"."place",
        "t8"."row_year" AS "year",
        "t8"."row_period" AS "part",
        SUM("t8"."sum_0") AS "value"
      FROM (
        SELECT
          "t5"."subtipo_de_delito",
          "t5"."cve_ent",
          "t5"."row_year",
          "t5"."row_period",
          "t5"."sum_0",
          "t6"."series",
          "t6"."text",
          "t6"."place"
        FROM (
          SELECT
            *
          FROM "codes" AS "t0"
          WHERE
            "t0"."subtipo_de_delito" = 'Homicidio doloso'
        ) AS "t5"
        CROSS JOIN (
          SELECT
            *
          FROM "places" AS "t1"
          WHERE
            "t1"."series" = 0
        ) AS "t6"
      ) AS "t8"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t10"
    WHERE
      "t10"."value" IS NOT NULL
  ) AS "t12"
  UNION ALL
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
        SUM("t9"."sum_0") AS "value"
      FROM (
        SELECT
          "t5"."subtipo_de_delito",
          "t5"."cve_ent",
          "t5"."row_year",
          "t5"."row_period",
          "t5"."sum_0",
          "t7"."series",
          "t7"."text",
          "t7"."place"
        FROM (
          SELECT
            *
          FROM "codes" AS "t0"
          WHERE
            "t0"."subtipo_de_delito" = 'Homicidio doloso'
        ) AS "t5"
        INNER JOIN (
          SELECT
            *
          FROM "places" AS "t1"
          WHERE
            "t1"."series" = 1
        ) AS "t7"
          ON "t5"."cve_ent" = "t7"."text"
      ) AS "t9"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t11"
    WHERE
      "t11"."value" IS NOT NULL
  ) AS "t13"
)
SELECT
  *
FROM (
  SELECT
    "t16"."series",
    "t16"."place",
    "t16"."year",
    "t16"."part",
    "t16"."first",
    "t16"."last",
    "t16"."parts_of_year",
    "t16"."value"
  FROM (
    SELECT
      "t15"."series",
      "t15"."place",
      "t15"."year",
      "t15"."part",
      CAST("t15"."value" AS DECIMAL(38, 12)) AS "value",
      "t15"."part" AS "first",
      "t15"."part" AS "last",
      COUNT("t15"."part") OVER (
        PARTITION BY "t15"."series", "t15"."place", "t15"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t14" AS "t15"
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t17"."series",
    "t17"."place",
    "t17"."year",
    NULLIF("t17"."first", "t17"."first") AS "part",
    "t17"."first",
    "t17"."last",
    "t17"."parts_of_year",
    "t17"."value"
  FROM (
    SELECT
      "t15"."series",
      "t15"."place",
      "t15"."year",
      MIN("t15"."part") AS "first",
      MAX("t15"."part") AS "last",
      COUNT("t15"."part") AS "parts_of_year",
      CAST(SUM("t15"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t14" AS "t15"
    GROUP BY
      1,
      2,
      3
  ) AS "t17"
) AS "t19"
