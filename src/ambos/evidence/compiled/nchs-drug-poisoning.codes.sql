SELECT
  "t0"."Sex",
  "t0"."Age",
  "t0"."Race and Hispanic Origin",
  "t0"."State",
  "t0"."row_year",
  "t0"."row_period",
  CAST(SUM("t0"."Deaths") AS DECIMAL(38, 24)) AS "sum_0"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6
