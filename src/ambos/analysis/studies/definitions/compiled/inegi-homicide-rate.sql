WITH "t4" AS (
  SELECT
    "t2"."place",
    "t2"."row_set",
    "t2"."row_year",
    "t2"."row_period",
    SUM("t2"."homicides") AS "counted"
  FROM (
    SELECT
      "t0"."year",
      "t0"."month",
      "t0"."cve_mun",
      "t0"."municipality",
      "t0"."homicides",
      "t0"."row_period",
      "t0"."row_year",
      "t0"."row_set",
      CASE
        WHEN CAST(SUBSTRING(
          CASE
            WHEN 5 <= LENGTH("t0"."cve_mun")
            THEN "t0"."cve_mun"
            ELSE REPEAT('0', 5 - LENGTH("t0"."cve_mun")) || "t0"."cve_mun"
          END,
          CASE
            WHEN (
              0 + 1
            ) >= 1
            THEN 0 + 1
            ELSE 0 + 1 + LENGTH(
              CASE
                WHEN 5 <= LENGTH("t0"."cve_mun")
                THEN "t0"."cve_mun"
                ELSE REPEAT('0', 5 - LENGTH("t0"."cve_mun")) || "t0"."cve_mun"
              END
            )
          END,
          2
        ) AS BIGINT) BETWEEN 1 AND 32
        THEN 'MX-' || SUBSTRING(
          CASE
            WHEN 5 <= LENGTH("t0"."cve_mun")
            THEN "t0"."cve_mun"
            ELSE REPEAT('0', 5 - LENGTH("t0"."cve_mun")) || "t0"."cve_mun"
          END,
          CASE
            WHEN (
              0 + 1
            ) >= 1
            THEN 0 + 1
            ELSE 0 + 1 + LENGTH(
              CASE
                WHEN 5 <= LENGTH("t0"."cve_mun")
                THEN "t0"."cve_mun"
                ELSE REPEAT('0', 5 - LENGTH("t0"."cve_mun")) || "t0"."cve_mun"
              END
            )
          END,
          2
        )
        ELSE NULL
      END AS "place"
    FROM "inegi_homicides" AS "t0"
  ) AS "t2"
  GROUP BY
    1,
    2,
    3,
    4
), "t5" AS (
  SELECT
    "t3"."place",
    "t3"."row_set",
    "t3"."row_year",
    "t3"."row_period",
    SUM("t3"."row_value") AS "counted"
  FROM (
    SELECT
      "t1"."CVE",
      "t1"."Entidad",
      "t1"."Municipio",
      "t1"."row_column",
      "t1"."row_value",
      "t1"."row_period",
      "t1"."row_year",
      "t1"."row_set",
      CASE
        WHEN CAST(SUBSTRING(
          CASE
            WHEN 5 <= LENGTH("t1"."CVE")
            THEN "t1"."CVE"
            ELSE REPEAT('0', 5 - LENGTH("t1"."CVE")) || "t1"."CVE"
          END,
          CASE
            WHEN (
              0 + 1
            ) >= 1
            THEN 0 + 1
            ELSE 0 + 1 + LENGTH(
              CASE
                WHEN 5 <= LENGTH("t1"."CVE")
                THEN "t1"."CVE"
                ELSE REPEAT('0', 5 - LENGTH("t1"."CVE")) || "t1"."CVE"
              END
            )
          END,
          2
        ) AS BIGINT) BETWEEN 1 AND 32
        THEN 'MX-' || SUBSTRING(
          CASE
            WHEN 5 <= LENGTH("t1"."CVE")
            THEN "t1"."CVE"
            ELSE REPEAT('0', 5 - LENGTH("t1"."CVE")) || "t1"."CVE"
          END,
          CASE
            WHEN (
              0 + 1
            ) >= 1
            THEN 0 + 1
            ELSE 0 + 1 + LENGTH(
              CASE
                WHEN 5 <= LENGTH("t1"."CVE")
                THEN "t1"."CVE"
                ELSE REPEAT('0', 5 - LENGTH("t1"."CVE")) || "t1"."CVE"
              END
            )
          END,
          2
        )
        ELSE NULL
      END AS "place"
    FROM "conapo_population" AS "t1"
  ) AS "t3"
  GROUP BY
    1,
    2,
    3,
    4
), "t14" AS (
  SELECT
    "t8"."place",
    "t8"."row_set",
    "t8"."row_year",
    "t8"."row_period",
    "t8"."counted"
  FROM "t4" AS "t8"
  SEMI JOIN (
    SELECT
      "t6"."row_period",
      MAX("t6"."row_set") AS "row_set"
    FROM "t4" AS "t6"
    GROUP BY
      1
  ) AS "t12"
    ON "t8"."row_period" = "t12"."row_period" AND "t8"."row_set" = "t12"."row_set"
), "t15" AS (
  SELECT
    "t9"."place",
    "t9"."row_set",
    "t9"."row_year",
    "t9"."row_period",
    "t9"."counted"
  FROM "t5" AS "t9"
  SEMI JOIN (
    SELECT
      "t7"."row_period",
      MAX("t7"."row_set") AS "row_set"
    FROM "t5" AS "t7"
    GROUP BY
      1
  ) AS "t13"
    ON "t9"."row_period" = "t13"."row_period" AND "t9"."row_set" = "t13"."row_set"
), "t24" AS (
  SELECT
    *
  FROM (
    SELECT
      "t16"."place",
      "t16"."row_year",
      "t16"."row_period",
      "t16"."counted"
    FROM "t14" AS "t16"
    WHERE
      "t16"."place" IS NOT NULL
  ) AS "t18"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CASE WHEN "t19"."row_year" IS NOT NULL THEN 'MX' ELSE 'MX' END AS "place",
      "t19"."row_year",
      "t19"."row_period",
      "t19"."counted"
    FROM (
      SELECT
        "t16"."row_year",
        "t16"."row_period",
        SUM("t16"."counted") AS "counted"
      FROM "t14" AS "t16"
      GROUP BY
        1,
        2
    ) AS "t19"
  ) AS "t22"
), "t25" AS (
  SELECT
    *
  FROM (
    SELECT
      "t17"."place",
      "t17"."row_year",
      "t17"."row_period",
      "t17"."counted"
    FROM "t15" AS "t17"
    WHERE
      "t17"."place" IS NOT NULL
  ) AS "t20"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      CASE WHEN "t21"."row_year" IS NOT NULL THEN 'MX' ELSE 'MX' END AS "place",
      "t21"."row_year",
      "t21"."row_period",
      "t21"."counted"
    FROM (
      SELECT
        "t17"."row_year",
        "t17"."row_period",
        SUM("t17"."counted") AS "counted"
      FROM "t15" AS "t17"
      GROUP BY
        1,
        2
    ) AS "t21"
  ) AS "t23"
), "t41" AS (
  SELECT
    "t34"."place",
    "t35"."row_year" AS "year",
    "t35"."row_period" AS "part",
    CAST(COALESCE("t28"."counted", 0) AS DECIMAL(38, 24)) AS "value",
    CAST("t40"."people" AS DECIMAL(38, 24)) AS "over"
  FROM (
    SELECT DISTINCT
      "t26"."place"
    FROM "t24" AS "t26"
  ) AS "t34"
  CROSS JOIN (
    SELECT DISTINCT
      "t26"."row_year",
      "t26"."row_period"
    FROM "t24" AS "t26"
  ) AS "t35"
  LEFT OUTER JOIN "t24" AS "t28"
    ON "t34"."place" = "t28"."place"
    AND "t35"."row_year" = "t28"."row_year"
    AND "t35"."row_period" = "t28"."row_period"
  INNER JOIN (
    SELECT
      "t38"."place",
      "t38"."row_year",
      "t38"."counted" AS "people"
    FROM (
      SELECT
        "t36"."place",
        "t37"."row_year",
        "t37"."row_period",
        COALESCE("t29"."counted", 0) AS "counted"
      FROM (
        SELECT DISTINCT
          "t27"."place"
        FROM "t25" AS "t27"
      ) AS "t36"
      CROSS JOIN (
        SELECT DISTINCT
          "t27"."row_year",
          "t27"."row_period"
        FROM "t25" AS "t27"
      ) AS "t37"
      LEFT OUTER JOIN "t25" AS "t29"
        ON "t36"."place" = "t29"."place"
        AND "t37"."row_year" = "t29"."row_year"
        AND "t37"."row_period" = "t29"."row_period"
    ) AS "t38"
  ) AS "t40"
    ON "t34"."place" = "t40"."place" AND "t35"."row_year" = "t40"."row_year"
)
SELECT
  *
FROM (
  SELECT
    "t43"."place",
    "t43"."year",
    "t43"."part",
    "t43"."first",
    "t43"."last",
    "t43"."parts_of_year",
    "t43"."value",
    "t43"."over"
  FROM (
    SELECT
      "t42"."place",
      "t42"."year",
      "t42"."part",
      CAST("t42"."value" AS DECIMAL(38, 12)) AS "value",
      CAST("t42"."over" AS DECIMAL(38, 12)) AS "over",
      "t42"."part" AS "first",
      "t42"."part" AS "last",
      COUNT("t42"."part") OVER (
        PARTITION BY "t42"."place", "t42"."year"
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
    "t44"."place",
    "t44"."year",
    NULLIF("t44"."first", "t44"."first") AS "part",
    "t44"."first",
    "t44"."last",
    "t44"."parts_of_year",
    "t44"."value",
    "t44"."over"
  FROM (
    SELECT
      "t42"."place",
      "t42"."year",
      MIN("t42"."part") AS "first",
      MAX("t42"."part") AS "last",
      COUNT("t42"."part") AS "parts_of_year",
      CAST(SUM("t42"."value") AS DECIMAL(38, 12)) AS "value",
      CAST(MAX("t42"."over") AS DECIMAL(38, 12)) AS "over"
    FROM "t41" AS "t42"
    GROUP BY
      1,
      2
  ) AS "t44"
) AS "t46"
