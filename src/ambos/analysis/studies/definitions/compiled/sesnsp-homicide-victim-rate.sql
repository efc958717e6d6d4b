WITH "t4" AS (
  SELECT
    "t2"."place",
    "t2"."row_set",
    "t2"."row_year",
    "t2"."row_period",
    SUM("t2"."n_victimas") AS "counted"
  FROM (
    SELECT
      "t0"."cve_ent",
      "t0"."nombre_estado",
      "t0"."bien_juridico_afectado",
      "t0"."tipo_de_delito",
      "t0"."subtipo_de_delito",
      "t0"."modalidad",
      "t0"."genero",
      "t0"."rango_de_edad",
      "t0"."n_victimas",
      "t0"."date",
      "t0"."row_period",
      "t0"."row_year",
      "t0"."row_set",
      CASE
        WHEN CAST("t0"."cve_ent" AS BIGINT) BETWEEN 1 AND 32
        THEN 'MX-' || "t0"."cve_ent"
        ELSE NULL
      END AS "place"
    FROM "sesnsp_victims" AS "t0"
    WHERE
      "t0"."subtipo_de_delito" = 'Homicidio doloso'
  ) AS "t2"
  GROUP BY
    1,
    2,
    3,
    4
), "t7" AS (
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
    "t6"."place",
    "t6"."row_set",
    "t6"."row_year",
    "t6"."row_period",
    "t6"."counted"
  FROM "t4" AS "t6"
  SEMI JOIN (
    SELECT
      "t5"."row_period",
      MAX("t5"."row_set") AS "row_set"
    FROM "t4" AS "t5"
    GROUP BY
      1
  ) AS "t11"
    ON "t6"."row_period" = "t11"."row_period" AND "t6"."row_set" = "t11"."row_set"
), "t16" AS (
  SELECT
    "t10"."place",
    "t10"."row_set",
    "t10"."row_year",
    "t10"."row_period",
    "t10"."counted"
  FROM "t7" AS "t10"
  SEMI JOIN (
    SELECT
      "t8"."row_period",
      MAX("t8"."row_set") AS "row_set"
    FROM "t7" AS "t8"
    GROUP BY
      1
  ) AS "t13"
    ON "t10"."row_period" = "t13"."row_period" AND "t10"."row_set" = "t13"."row_set"
), "t23" AS (
  SELECT
    *
  FROM (
    SELECT
      "t15"."place",
      "t15"."row_year",
      "t15"."row_period",
      "t15"."counted"
    FROM "t14" AS "t15"
    WHERE
      "t15"."place" IS NOT NULL
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
        "t15"."row_year",
        "t15"."row_period",
        SUM("t15"."counted") AS "counted"
      FROM "t14" AS "t15"
      GROUP BY
        1,
        2
    ) AS "t19"
  ) AS "t22"
), "t27" AS (
  SELECT
    *
  FROM (
    SELECT
      "t17"."place",
      "t17"."row_year",
      "t17"."row_period",
      "t17"."counted"
    FROM "t16" AS "t17"
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
      FROM "t16" AS "t17"
      GROUP BY
        1,
        2
    ) AS "t21"
  ) AS "t25"
), "t41" AS (
  SELECT
    "t31"."place",
    "t32"."row_year" AS "year",
    "t32"."row_period" AS "part",
    CAST(COALESCE("t26"."counted", 0) AS DECIMAL(38, 24)) AS "value",
    CAST("t40"."people" AS DECIMAL(38, 24)) AS "over"
  FROM (
    SELECT DISTINCT
      "t24"."place"
    FROM "t23" AS "t24"
  ) AS "t31"
  CROSS JOIN (
    SELECT DISTINCT
      "t24"."row_year",
      "t24"."row_period"
    FROM "t23" AS "t24"
  ) AS "t32"
  LEFT OUTER JOIN "t23" AS "t26"
    ON "t31"."place" = "t26"."place"
    AND "t32"."row_year" = "t26"."row_year"
    AND "t32"."row_period" = "t26"."row_period"
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
        COALESCE("t33"."counted", 0) AS "counted"
      FROM (
        SELECT DISTINCT
          "t30"."place"
        FROM "t27" AS "t30"
      ) AS "t36"
      CROSS JOIN (
        SELECT DISTINCT
          "t30"."row_year",
          "t30"."row_period"
        FROM "t27" AS "t30"
      ) AS "t37"
      LEFT OUTER JOIN "t27" AS "t33"
        ON "t36"."place" = "t33"."place"
        AND "t37"."row_year" = "t33"."row_year"
        AND "t37"."row_period" = "t33"."row_period"
    ) AS "t38"
  ) AS "t40"
    ON "t31"."place" = "t40"."place" AND "t32"."row_year" = "t40"."row_year"
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
