SELECT
  "t0"."row_year",
  "t0"."row_period",
  CAST(SUM("t0"."monthly_total") AS DECIMAL(38, 24)) AS "sum_0",
  CAST(SUM("t0"."southwest_border") AS DECIMAL(38, 24)) AS "sum_1",
  CAST(SUM("t0"."northern_border") AS DECIMAL(38, 24)) AS "sum_2"
FROM "rows" AS "t0"
GROUP BY
  1,
  2
