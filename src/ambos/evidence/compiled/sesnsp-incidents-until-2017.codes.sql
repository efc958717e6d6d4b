SELECT
  "t0"."MODALIDAD",
  "t0"."TIPO",
  "t0"."INEGI",
  "t0"."row_year",
  "t0"."row_period",
  CAST(SUM("t0"."row_value") AS DECIMAL(38, 24)) AS "sum_0"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4,
  5
