WITH "t2" AS (
  SELECT
    "t0"."row_set",
    "t0"."row_year",
    "t0"."row_period",
    SUM("t0"."homicides") AS "registered"
  FROM "inegi_homicides" AS "t0"
  GROUP BY
    1,
    2,
    3
), "t6" AS (
  SELECT
    "t3"."row_set",
    "t3"."row_year",
    "t3"."row_period",
    SUM("t3"."row_value") AS "opened"
  FROM (
    SELECT
      *
    FROM "sesnsp_incidents_until_2017" AS "t1"
    WHERE
      "t1"."MODALIDAD" = 'HOMICIDIOS' AND "t1"."TIPO" = 'DOLOSOS'
  ) AS "t3"
  GROUP BY
    1,
    2,
    3
), "t15" AS (
  SELECT
    CASE WHEN "t5"."row_year" IS NOT NULL THEN 'MX' ELSE 'MX' END AS "place",
    "t5"."row_year" AS "year",
    "t5"."row_period" AS "part",
    CAST("t5"."registered" - "t14"."opened" AS DECIMAL(38, 24)) AS "value",
    CAST("t5"."registered" AS DECIMAL(38, 24)) AS "over"
  FROM "t2" AS "t5"
  SEMI JOIN (
    SELECT
      "t4"."row_period",
      MAX("t4"."row_set") AS "row_set"
    FROM "t2" AS "t4"
    GROUP BY
      1
  ) AS "t9"
    ON "t5"."row_period" = "t9"."row_period" AND "t5"."row_set" = "t9"."row_set"
  INNER JOIN (
    SELECT
      "t10"."row_set",
      "t10"."row_year",
      "t10"."row_period",
      "t10"."opened"
    FROM "t6" AS "t10"
    SEMI JOIN (
      SELECT
        "t8"."row_period",
        MAX("t8"."row_set") AS "row_set"
      FROM "t6" AS "t8"
      GROUP BY
        1
    ) AS "t12"
      ON "t10"."row_period" = "t12"."row_period" AND "t10"."row_set" = "t12"."row_set"
  ) AS "t14"
    ON "t5"."row_year" = "t14"."row_year" AND "t5"."row_period" = "t14"."row_period"
)
SELECT
  *
FROM (
  SELECT
    "t17"."place",
    "t17"."year",
    "t17"."part",
    "t17"."first",
    "t17"."last",
    "t17"."parts_of_year",
    "t17"."value",
    "t17"."over"
  FROM (
    SELECT
      "t16"."place",
      "t16"."year",
      "t16"."part",
      CAST("t16"."value" AS DECIMAL(38, 12)) AS "value",
      CAST("t16"."over" AS DECIMAL(38, 12)) AS "over",
      "t16"."part" AS "first",
      "t16"."part" AS "last",
      COUNT("t16"."part") OVER (
        PARTITION BY "t16"."place", "t16"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t15" AS "t16"
  ) AS "t17"
) AS "t19"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t18"."place",
    "t18"."year",
    NULLIF("t18"."first", "t18"."first") AS "part",
    "t18"."first",
    "t18"."last",
    "t18"."parts_of_year",
    "t18"."value",
    "t18"."over"
  FROM (
    SELECT
      "t16"."place",
      "t16"."year",
      MIN("t16"."part") AS "first",
      MAX("t16"."part") AS "last",
      COUNT("t16"."part") AS "parts_of_year",
      CAST(SUM("t16"."value") AS DECIMAL(38, 12)) AS "value",
      CAST(SUM("t16"."over") AS DECIMAL(38, 12)) AS "over"
    FROM "t15" AS "t16"
    GROUP BY
      1,
      2
  ) AS "t18"
) AS "t20"
