SELECT
  "t0"."source_value_type",
  "t0"."state_abbr",
  "t0"."row_year",
  "t0"."row_period",
  SUM("t0"."rolling_12mo_count") AS "sum_0"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
