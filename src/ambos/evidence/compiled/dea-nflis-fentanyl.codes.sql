SELECT
  "t0"."BASE_DESCRIPTION",
  "t0"."DRUG_CATEGORY_DESCRIPTION",
  "t0"."row_year",
  "t0"."row_period",
  CAST(SUM("t0"."DRUG_REPORTS") AS DECIMAL(38, 24)) AS "sum_0"
FROM "rows" AS "t0"
GROUP BY
  1,
  2,
  3,
  4
