SELECT
  "t0"."subtipo_de_delito",
  "t0"."cve_ent",
  "t0"."row_year",
  "t0"."row_period",
  CAST(SUM("t0"."n_victimas") AS DECIMAL(38, 24)) AS "sum_0"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
