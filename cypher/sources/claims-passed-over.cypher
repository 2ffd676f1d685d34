// ---
// title:
//   nl: Beweringen die een voorkeursbron voorbijgaat
//   en: Claims that a preferred source passes over
// question:
//   nl: Welke beweringen vallen weg als deze bronnen voorgaan?
//   en: Which claims fall away when these sources come first?
// params:
//   prefer:
//     type: list
//     about:
//       nl: Volledige id's van de bronnen die voorgaan
//       en: Full ids of the sources that come first
// shows: table
// columns:
//   claim_id: {nl: De bewering, en: The claim}
//   slot_id: {nl: Het verschilpunt waarop zij antwoordt, en: The point of difference that it answers}
// ---
// A claim is a node or a relationship with a slot. Where a preferred source speaks on a slot, claims of others fall away.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset
UNWIND COLLECT {
    MATCH (n:Entity {dataset: dataset}) WHERE n.slot IS NOT NULL
    RETURN {id: n.id, slot: n.slot, preferred: EXISTS { MATCH (n)-[:DOCUMENTED_IN]->(source:Source) WHERE source.id IN $prefer }}
  } + COLLECT {
    MATCH (:Entity {dataset: dataset})-[r]->() WHERE r.slot IS NOT NULL
    RETURN {id: r.id, slot: r.slot, preferred: any(source IN coalesce(r.sources, []) WHERE source IN $prefer)}
  } AS claim
WITH claim.slot AS slot_id, collect(claim) AS claims
WHERE any(claim IN claims WHERE claim.preferred)
UNWIND claims AS claim
WITH slot_id, claim WHERE NOT claim.preferred
RETURN claim.id AS claim_id, slot_id
ORDER BY slot_id, claim_id
