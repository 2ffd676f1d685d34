// ---
// title:
//   nl: Waar bronnen verschillen
//   en: Where sources differ
// question:
//   nl: Op welke punten zeggen onze bronnen iets anders, en wat zegt elk?
//   en: On which points do our sources say different things, and what does each say?
// shows: table
// columns:
//   slot: {nl: Het verschilpunt als vraag, en: The point of difference as a question}
//   slot_id: {nl: Id van het verschilpunt, en: Id of the point of difference}
//   difference: {nl: "Hoe zij verschillen", en: "How they differ", values: Difference}
//   claim: {nl: Wat deze kant zegt, en: What this side says}
//   claim_id: {nl: Id van de bewering, en: Id of the claim}
//   kind: {nl: "Soort bewering", en: "Kind of claim", values: [label, type]}
//   sources: {nl: 'Waar het staat: bron en plaats', en: 'Where it stands: source and place'}
//   sources_id: {nl: Id's van die bronnen, en: Ids of those sources}
//   evidence: {nl: "Herkomst; in de bron, afgeleid of van elders", en: "Origin; stated, inferred or from elsewhere", values: Evidence}
// ---
// One row for each side of each point. No date cut and no preference: this is the page on which both sides always stand.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset
UNWIND COLLECT {
    MATCH (n:Entity {dataset: dataset}) WHERE n.slot IS NOT NULL
    RETURN {
      marks: n.marks, slot: n.slot, id: n.id, text: coalesce(n.value, n.name), kind: [label IN labels(n) WHERE label <> 'Entity'][0], evidence: n.evidence,
      cited: COLLECT {
        MATCH (n)-[c:DOCUMENTED_IN]->(source:Source)
        RETURN [source.id, trim(split(source.id, '/')[2] + ' ' + coalesce(c.locator, ''))] ORDER BY source.id, c.locator
      }
    }
  } + COLLECT {
    MATCH (a:Entity {dataset: dataset})-[r]->(b) WHERE r.slot IS NOT NULL
    RETURN {
      marks: r.marks, slot: r.slot, id: r.id, text: coalesce(r.note, a.name + ' – ' + b.name)
        + CASE WHEN r.start_date IS NULL AND r.end_date IS NULL THEN ''
               ELSE ' (' + trim(coalesce(r.start_date, '') + ' – ' + coalesce(r.end_date, '')) + ')' END, kind: type(r), evidence: r.evidence,
      cited: [i IN range(0, size(coalesce(r.sources, [])) - 1) | [r.sources[i], trim(split(r.sources[i], '/')[2] + ' ' + r.locators[i])]]
    }
  } AS side
MATCH (s:Entity {id: side.slot})
RETURN s.name AS slot, s.id AS slot_id, s.difference AS difference, side.text AS claim, side.id AS claim_id, side.kind AS kind,
       [one IN side.cited | one[1]] AS sources, [one IN side.cited | one[0]] AS sources_id, side.evidence AS evidence,
       coalesce(side.marks, []) AS marks
ORDER BY slot_id, sources, claim_id
