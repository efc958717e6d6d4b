WITH "t59" AS (
  SELECT
    "t47"."series",
    "t47"."place",
    "t47"."row_year" AS "year",
    "t47"."row_period" AS "part",
    SUM("t47"."sum_0") AS "value"
  FROM (
    SELECT
      "t30"."Drug Type",
      "t30"."Region",
      "t30"."row_year",
      "t30"."row_period",
      "t30"."sum_0",
      "t30"."sum_1",
      "t35"."series",
      "t35"."text",
      "t35"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Region" = 'Southwest Border' AND "t0"."Drug Type" = 'Heroin'
    ) AS "t30"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 8
    ) AS "t35"
  ) AS "t47"
  GROUP BY
    1,
    2,
    3,
    4
), "t60" AS (
  SELECT
    "t48"."series",
    "t48"."place",
    "t48"."row_year" AS "year",
    "t48"."row_period" AS "part",
    SUM("t48"."sum_0") AS "value"
  FROM (
    SELECT
      "t31"."Drug Type",
      "t31"."Region",
      "t31"."row_year",
      "t31"."row_period",
      "t31"."sum_0",
      "t31"."sum_1",
      "t36"."series",
      "t36"."text",
      "t36"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Region" = 'Southwest Border' AND "t0"."Drug Type" = 'Cocaine'
    ) AS "t31"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 9
    ) AS "t36"
  ) AS "t48"
  GROUP BY
    1,
    2,
    3,
    4
), "t61" AS (
  SELECT
    "t49"."series",
    "t49"."place",
    "t49"."row_year" AS "year",
    "t49"."row_period" AS "part",
    SUM("t49"."sum_0") AS "value"
  FROM (
    SELECT
      "t32"."Drug Type",
      "t32"."Region",
      "t32"."row_year",
      "t32"."row_period",
      "t32"."sum_0",
      "t32"."sum_1",
      "t37"."series",
      "t37"."text",
      "t37"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Region" = 'Southwest Border'
    ) AS "t32"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 10
    ) AS "t37"
  ) AS "t49"
  GROUP BY
    1,
    2,
    3,
    4
), "t62" AS (
  SELECT
    "t50"."series",
    "t50"."place",
    "t50"."row_year" AS "year",
    "t50"."row_period" AS "part",
    SUM("t50"."sum_1") AS "value"
  FROM (
    SELECT
      "t33"."Drug Type",
      "t33"."Region",
      "t33"."row_year",
      "t33"."row_period",
      "t33"."sum_0",
      "t33"."sum_1",
      "t38"."series",
      "t38"."text",
      "t38"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Region" = 'Southwest Border' AND "t0"."Drug Type" = 'Fentanyl'
    ) AS "t33"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 11
    ) AS "t38"
  ) AS "t50"
  GROUP BY
    1,
    2,
    3,
    4
), "t63" AS (
  SELECT
    "t51"."series",
    "t51"."place",
    "t51"."row_year" AS "year",
    "t51"."row_period" AS "part",
    SUM("t51"."sum_0") AS "value"
  FROM (
    SELECT
      "t28"."Drug Type",
      "t28"."Region",
      "t28"."row_year",
      "t28"."row_period",
      "t28"."sum_0",
      "t28"."sum_1",
      "t39"."series",
      "t39"."text",
      "t39"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Fentanyl'
    ) AS "t28"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 0
    ) AS "t39"
  ) AS "t51"
  GROUP BY
    1,
    2,
    3,
    4
), "t64" AS (
  SELECT
    "t52"."series",
    "t52"."place",
    "t52"."row_year" AS "year",
    "t52"."row_period" AS "part",
    SUM("t52"."sum_0") AS "value"
  FROM (
    SELECT
      "t29"."Drug Type",
      "t29"."Region",
      "t29"."row_year",
      "t29"."row_period",
      "t29"."sum_0",
      "t29"."sum_1",
      "t40"."series",
      "t40"."text",
      "t40"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Methamphetamine'
    ) AS "t29"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 1
    ) AS "t40"
  ) AS "t52"
  GROUP BY
    1,
    2,
    3,
    4
), "t65" AS (
  SELECT
    "t53"."series",
    "t53"."place",
    "t53"."row_year" AS "year",
    "t53"."row_period" AS "part",
    SUM("t53"."sum_0") AS "value"
  FROM (
    SELECT
      "t26"."Drug Type",
      "t26"."Region",
      "t26"."row_year",
      "t26"."row_period",
      "t26"."sum_0",
      "t26"."sum_1",
      "t41"."series",
      "t41"."text",
      "t41"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Heroin'
    ) AS "t26"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 2
    ) AS "t41"
  ) AS "t53"
  GROUP BY
    1,
    2,
    3,
    4
), "t66" AS (
  SELECT
    "t54"."series",
    "t54"."place",
    "t54"."row_year" AS "year",
    "t54"."row_period" AS "part",
    SUM("t54"."sum_0") AS "value"
  FROM (
    SELECT
      "t27"."Drug Type",
      "t27"."Region",
      "t27"."row_year",
      "t27"."row_period",
      "t27"."sum_0",
      "t27"."sum_1",
      "t42"."series",
      "t42"."text",
      "t42"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Cocaine'
    ) AS "t27"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 3
    ) AS "t42"
  ) AS "t54"
  GROUP BY
    1,
    2,
    3,
    4
), "t67" AS (
  SELECT
    "t55"."series",
    "t55"."place",
    "t55"."row_year" AS "year",
    "t55"."row_period" AS "part",
    SUM("t55"."sum_0") AS "value"
  FROM (
    SELECT
      "t2"."Drug Type",
      "t2"."Region",
      "t2"."row_year",
      "t2"."row_period",
      "t2"."sum_0",
      "t2"."sum_1",
      "t43"."series",
      "t43"."text",
      "t43"."place"
    FROM "codes" AS "t2"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 4
    ) AS "t43"
  ) AS "t55"
  GROUP BY
    1,
    2,
    3,
    4
), "t68" AS (
  SELECT
    "t56"."series",
    "t56"."place",
    "t56"."row_year" AS "year",
    "t56"."row_period" AS "part",
    SUM("t56"."sum_1") AS "value"
  FROM (
    SELECT
      "t28"."Drug Type",
      "t28"."Region",
      "t28"."row_year",
      "t28"."row_period",
      "t28"."sum_0",
      "t28"."sum_1",
      "t44"."series",
      "t44"."text",
      "t44"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Drug Type" = 'Fentanyl'
    ) AS "t28"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 5
    ) AS "t44"
  ) AS "t56"
  GROUP BY
    1,
    2,
    3,
    4
), "t69" AS (
  SELECT
    "t57"."series",
    "t57"."place",
    "t57"."row_year" AS "year",
    "t57"."row_period" AS "part",
    SUM("t57"."sum_0") AS "value"
  FROM (
    SELECT
      "t33"."Drug Type",
      "t33"."Region",
      "t33"."row_year",
      "t33"."row_period",
      "t33"."sum_0",
      "t33"."sum_1",
      "t45"."series",
      "t45"."text",
      "t45"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Region" = 'Southwest Border' AND "t0"."Drug Type" = 'Fentanyl'
    ) AS "t33"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 6
    ) AS "t45"
  ) AS "t57"
  GROUP BY
    1,
    2,
    3,
    4
), "t70" AS (
  SELECT
    "t58"."series",
    "t58"."place",
    "t58"."row_year" AS "year",
    "t58"."row_period" AS "part",
    SUM("t58"."sum_0") AS "value"
  FROM (
    SELECT
      "t34"."Drug Type",
      "t34"."Region",
      "t34"."row_year",
      "t34"."row_period",
      "t34"."sum_0",
      "t34"."sum_1",
      "t46"."series",
      "t46"."text",
      "t46"."place"
    FROM (
      SELECT
        *
      FROM "codes" AS "t0"
      WHERE
        "t0"."Region" = 'Southwest Border' AND "t0"."Drug Type" = 'Methamphetamine'
    ) AS "t34"
    CROSS JOIN (
      SELECT
        *
      FROM "places" AS "t1"
      WHERE
        "t1"."series" = 7
    ) AS "t46"
  ) AS "t58"
  GROUP BY
    1,
    2,
    3,
    4
), "t153" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t107"."series",
          "t107"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t108"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t71"."series",
            "t71"."place"
          FROM "t59" AS "t71"
          WHERE
            "t71"."value" IS NOT NULL
        ) AS "t107"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t59" AS "t71"
          WHERE
            "t71"."value" IS NOT NULL
        ) AS "t108"
          ON "t107"."series" = "t108"."series"
          AND "t107"."place" = "t108"."place"
          AND "t4"."year" = "t108"."year"
          AND "t4"."part" = "t108"."part"
      ) AS "t131"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t109"."series",
          "t109"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t110"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t72"."series",
            "t72"."place"
          FROM "t60" AS "t72"
          WHERE
            "t72"."value" IS NOT NULL
        ) AS "t109"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t60" AS "t72"
          WHERE
            "t72"."value" IS NOT NULL
        ) AS "t110"
          ON "t109"."series" = "t110"."series"
          AND "t109"."place" = "t110"."place"
          AND "t4"."year" = "t110"."year"
          AND "t4"."part" = "t110"."part"
      ) AS "t132"
    ) AS "t143"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t111"."series",
          "t111"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t112"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t73"."series",
            "t73"."place"
          FROM "t61" AS "t73"
          WHERE
            "t73"."value" IS NOT NULL
        ) AS "t111"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t61" AS "t73"
          WHERE
            "t73"."value" IS NOT NULL
        ) AS "t112"
          ON "t111"."series" = "t112"."series"
          AND "t111"."place" = "t112"."place"
          AND "t4"."year" = "t112"."year"
          AND "t4"."part" = "t112"."part"
      ) AS "t133"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t113"."series",
          "t113"."place",
          "t4"."year",
          "t4"."part",
          COALESCE("t114"."value", 0) AS "value"
        FROM (
          SELECT DISTINCT
            "t74"."series",
            "t74"."place"
          FROM "t62" AS "t74"
          WHERE
            "t74"."value" IS NOT NULL
        ) AS "t113"
        CROSS JOIN (
          SELECT DISTINCT
            "t0"."row_year" AS "year",
            "t0"."row_period" AS "part"
          FROM "codes" AS "t0"
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "t62" AS "t74"
          WHERE
            "t74"."value" IS NOT NULL
        ) AS "t114"
          ON "t113"."series" = "t114"."series"
          AND "t113"."place" = "t114"."place"
          AND "t4"."year" = "t114"."year"
          AND "t4"."part" = "t114"."part"
      ) AS "t134"
    ) AS "t144"
  ) AS "t149"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t115"."series",
            "t115"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t116"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t75"."series",
              "t75"."place"
            FROM "t63" AS "t75"
            WHERE
              "t75"."value" IS NOT NULL
          ) AS "t115"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t63" AS "t75"
            WHERE
              "t75"."value" IS NOT NULL
          ) AS "t116"
            ON "t115"."series" = "t116"."series"
            AND "t115"."place" = "t116"."place"
            AND "t4"."year" = "t116"."year"
            AND "t4"."part" = "t116"."part"
        ) AS "t135"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t117"."series",
            "t117"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t118"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t76"."series",
              "t76"."place"
            FROM "t64" AS "t76"
            WHERE
              "t76"."value" IS NOT NULL
          ) AS "t117"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t64" AS "t76"
            WHERE
              "t76"."value" IS NOT NULL
          ) AS "t118"
            ON "t117"."series" = "t118"."series"
            AND "t117"."place" = "t118"."place"
            AND "t4"."year" = "t118"."year"
            AND "t4"."part" = "t118"."part"
        ) AS "t136"
      ) AS "t145"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t119"."series",
            "t119"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t120"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t77"."series",
              "t77"."place"
            FROM "t65" AS "t77"
            WHERE
              "t77"."value" IS NOT NULL
          ) AS "t119"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t65" AS "t77"
            WHERE
              "t77"."value" IS NOT NULL
          ) AS "t120"
            ON "t119"."series" = "t120"."series"
            AND "t119"."place" = "t120"."place"
            AND "t4"."year" = "t120"."year"
            AND "t4"."part" = "t120"."part"
        ) AS "t137"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t121"."series",
            "t121"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t122"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t78"."series",
              "t78"."place"
            FROM "t66" AS "t78"
            WHERE
              "t78"."value" IS NOT NULL
          ) AS "t121"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t66" AS "t78"
            WHERE
              "t78"."value" IS NOT NULL
          ) AS "t122"
            ON "t121"."series" = "t122"."series"
            AND "t121"."place" = "t122"."place"
            AND "t4"."year" = "t122"."year"
            AND "t4"."part" = "t122"."part"
        ) AS "t138"
      ) AS "t146"
    ) AS "t150"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t123"."series",
            "t123"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t124"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t79"."series",
              "t79"."place"
            FROM "t67" AS "t79"
            WHERE
              "t79"."value" IS NOT NULL
          ) AS "t123"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t67" AS "t79"
            WHERE
              "t79"."value" IS NOT NULL
          ) AS "t124"
            ON "t123"."series" = "t124"."series"
            AND "t123"."place" = "t124"."place"
            AND "t4"."year" = "t124"."year"
            AND "t4"."part" = "t124"."part"
        ) AS "t139"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t125"."series",
            "t125"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t126"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t80"."series",
              "t80"."place"
            FROM "t68" AS "t80"
            WHERE
              "t80"."value" IS NOT NULL
          ) AS "t125"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t68" AS "t80"
            WHERE
              "t80"."value" IS NOT NULL
          ) AS "t126"
            ON "t125"."series" = "t126"."series"
            AND "t125"."place" = "t126"."place"
            AND "t4"."year" = "t126"."year"
            AND "t4"."part" = "t126"."part"
        ) AS "t140"
      ) AS "t147"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t127"."series",
            "t127"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t128"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t81"."series",
              "t81"."place"
            FROM "t69" AS "t81"
            WHERE
              "t81"."value" IS NOT NULL
          ) AS "t127"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t69" AS "t81"
            WHERE
              "t81"."value" IS NOT NULL
          ) AS "t128"
            ON "t127"."series" = "t128"."series"
            AND "t127"."place" = "t128"."place"
            AND "t4"."year" = "t128"."year"
            AND "t4"."part" = "t128"."part"
        ) AS "t141"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t129"."series",
            "t129"."place",
            "t4"."year",
            "t4"."part",
            COALESCE("t130"."value", 0) AS "value"
          FROM (
            SELECT DISTINCT
              "t82"."series",
              "t82"."place"
            FROM "t70" AS "t82"
            WHERE
              "t82"."value" IS NOT NULL
          ) AS "t129"
          CROSS JOIN (
            SELECT DISTINCT
              "t0"."row_year" AS "year",
              "t0"."row_period" AS "part"
            FROM "codes" AS "t0"
          ) AS "t4"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "t70" AS "t82"
            WHERE
              "t82"."value" IS NOT NULL
          ) AS "t130"
            ON "t129"."series" = "t130"."series"
            AND "t129"."place" = "t130"."place"
            AND "t4"."year" = "t130"."year"
            AND "t4"."part" = "t130"."part"
        ) AS "t142"
      ) AS "t148"
    ) AS "t151"
  ) AS "t152"
)
SELECT
  *
FROM (
  SELECT
    "t155"."series",
    "t155"."place",
    "t155"."year",
    "t155"."part",
    "t155"."first",
    "t155"."last",
    "t155"."parts_of_year",
    "t155"."value"
  FROM (
    SELECT
      "t154"."series",
      "t154"."place",
      "t154"."year",
      "t154"."part",
      CAST("t154"."value" AS DECIMAL(38, 12)) AS "value",
      "t154"."part" AS "first",
      "t154"."part" AS "last",
      COUNT("t154"."part") OVER (
        PARTITION BY "t154"."series", "t154"."place", "t154"."year"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "parts_of_year"
    FROM "t153" AS "t154"
  ) AS "t155"
) AS "t157"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t156"."series",
    "t156"."place",
    "t156"."year",
    NULLIF("t156"."first", "t156"."first") AS "part",
    "t156"."first",
    "t156"."last",
    "t156"."parts_of_year",
    "t156"."value"
  FROM (
    SELECT
      "t154"."series",
      "t154"."place",
      "t154"."year",
      MIN("t154"."part") AS "first",
      MAX("t154"."part") AS "last",
      COUNT("t154"."part") AS "parts_of_year",
      CAST(SUM("t154"."value") AS DECIMAL(38, 12)) AS "value"
    FROM "t153" AS "t154"
    GROUP BY
      1,
      2,
      3
  ) AS "t156"
) AS "t158"
