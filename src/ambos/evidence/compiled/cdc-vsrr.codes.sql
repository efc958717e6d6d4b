SELECT
  "t0"."State",
  "t0"."Indicator",
  "t0"."row_year",
  "t0"."row_period",
  SUM("t0"."Data Value") AS "sum_0",
  SUM("t0"."Predicted Value") AS "sum_1"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
