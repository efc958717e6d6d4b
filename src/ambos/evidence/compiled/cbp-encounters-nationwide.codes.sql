SELECT
  "t0"."Land Border Region",
  "t0"."State",
  "t0"."row_year",
  "t0"."row_period",
  CAST(SUM("t0"."Encounter Count") AS DECIMAL(38, 24)) AS "sum_0"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
