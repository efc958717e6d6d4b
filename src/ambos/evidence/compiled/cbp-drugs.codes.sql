SELECT
  "t0"."Drug Type",
  "t0"."Region",
  "t0"."row_year",
  "t0"."row_period",
  SUM("t0"."Sum Qty (lbs)") AS "sum_0",
  CAST(SUM("t0"."Count of Event") AS DECIMAL(38, 24)) AS "sum_1"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
