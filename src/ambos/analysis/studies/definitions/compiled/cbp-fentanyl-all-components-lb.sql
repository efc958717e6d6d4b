WITH "t2" AS (
  SELECT
    "t0"."row_set",
    "t0"."row_year",
    "t0"."row_period",
    COALESCE(SUM("t0"."Sum Qty (lbs)") FILTER(WHERE
      "t0"."Drug Type" = 'Fentanyl'), 0) AS "pounds"
  FROM "cbp_drugs" AS "t0"
  GROUP BY
    1,
    2,
    3
), "t3" AS (
  SELECT
    "t1"."row_set",
    "t1"."row_year",
    "t1"."row_period",
    COALESCE(SUM("t1"."Sum Qty (lbs)") FILTER(WHERE
      "t1"."Drug Type" = 'Fentanyl'), 0) AS "pounds"
  FROM "cbp_amo_drugs" AS "t1"
  GROUP BY
    1,
    2,
    3
), "t14" AS (
  SELECT
    CASE WHEN "t6"."row_year" IS NOT NULL THEN 'US' ELSE 'US' END AS "place",
    "t6"."row_year" AS "year",
    "t6"."row_period" AS "part",
    "t6"."pounds" + "t13"."pounds" AS "value"
  FROM "t2" AS "t6"
  SEMI JOIN (
    SELECT
      "t4"."row_period",
      MAX("t4"."row_set") AS "row_set"
    FROM "t2" AS "t4"
    GROUP BY
      1
  ) AS "t10"
    ON "t6"."row_period" = "t10"."row_period" AND "t6"."row_set" = "t10"."row_set"
  INNER JOIN (
    SELECT
      "t7"."row_set",
      "t7"."row_year",
      "t7"."row_period",
      "t7"."pounds"
    FROM "t3" AS "t7"
    SEMI JOIN (
      SELECT
        "t5"."row_period",
        MAX("t5"."row_set") AS "row_set"
      FROM "t3" AS "t5"
      GROUP BY
        1
    ) AS "t11"
      ON "t7"."row_period" = "t11"."row_period" AND "t7"."row_set" = "t11"."row_set"
  ) AS "t13"
    ON "t6"."row_year" = "t13"."row_year" AND "t6"."row_period" = "t13"."row_period"
)
SELECT
  *
FROM (
  SELECT
    "t16"."place",
    "t16"."year",
    "t16"."part",
    "t16"."first",
    "t16"."last",
    "t16"."parts_of_year",
    "t16"."value"
  FROM (
    SELECT
      "t15"."place",
      "t15"."year",
      "t15"."part",
      CAST("t15"."value" AS DECIMAL(38, 12)) AS "value",
      "t15"."part" AS "first",
      "t15"."part" AS "last",
      COUNT("t15"."part") OVER (
        PARTITION BY "t15"."place", "t15"."year"
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
    "t17"."place",
    "t17"."year",
    NULLIF("t17"."first", "t17"."first") AS "part",
    "t17"."first",
    "t17"."last",
    "t17"."parts_of_year",
    "t17"."value"
  FROM (
    SELECT
      "t15"."place",
      "t15"."year",
      MIN("t15"."part") AS "first",
      MAX("t15"."part") AS "last",
      COUNT("t15"."part") AS "parts_of_year",
      CAST(SUM("t15"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t14" AS "t15"
    GROUP BY
      1,
      2
  ) AS "t17"
) AS "t19"
