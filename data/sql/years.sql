-- Relations between a report and last year's of the same body: rule, path, place, left side, right side.
-- Bodies are paired by name and year; only cells that were read take part (read or noted).

WITH number AS (
  SELECT r.path, r.agency, r.year, c."table" AS tab, c."row" AS rw, c."column" AS col, c.value
  FROM report r JOIN cell c ON c.path = r.path
  WHERE r.agency IS NOT NULL AND r.year IS NOT NULL AND c.status IN ('read', 'noted')
),
pair AS (
  SELECT a.path AS path, b.path AS last_path, a.agency, a.year
  FROM report a JOIN report b ON b.agency = a.agency AND b.year = a.year - 1
  WHERE (SELECT count(*) FROM report x WHERE x.agency = b.agency AND x.year = b.year) = 1
),
carry AS (
  SELECT 'X-CARRY' AS rule, p.path, 'requests/' || n.col AS place, n.value AS lhs, l.value AS rhs
  FROM pair p
  JOIN number n ON n.path = p.path AND n.tab = 'requests' AND n.rw = 'carried_in'
  JOIN number l ON l.path = p.last_path AND l.tab = 'requests' AND l.rw = 'carried_out' AND l.col = n.col
),
valid AS (
  SELECT 'X-VALID' AS rule, p.path, 'proactive/' || n.rw AS place, n.value AS lhs,
    l.value + m.value - d.value AS rhs
  FROM pair p
  JOIN number n ON n.path = p.path AND n.tab = 'proactive' AND n.col = 'effective'
  JOIN number m ON m.path = p.path AND m.tab = 'proactive' AND m.rw = n.rw AND m.col = 'made'
  JOIN number d ON d.path = p.path AND d.tab = 'proactive' AND d.rw = n.rw AND d.col = 'repealed'
  JOIN number l ON l.path = p.last_path AND l.tab = 'proactive' AND l.rw = n.rw AND l.col = 'effective'
)
SELECT rule, path, place, lhs, rhs FROM carry WHERE lhs <> rhs
UNION ALL
SELECT rule, path, place, lhs, rhs FROM valid WHERE lhs <> rhs
ORDER BY path, rule, place;
