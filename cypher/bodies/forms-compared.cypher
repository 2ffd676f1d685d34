// ---
// title:
//   nl: Vormen van samenwerking naast elkaar
//   en: Forms of cooperation side by side
// question:
//   nl: "Wat zou een andere vorm van samenwerking veranderen?"
//   en: "What would another form of cooperation change?"
// shows: table
// columns:
//   arrangement: {nl: "De regeling", en: "The arrangement"}
//   arrangement_id: {nl: "Id daarvan", en: "Its id"}
//   form: {nl: "Rechtsvorm", en: "Legal form", values: ArrangementForm}
//   cooperation: {nl: "Van welke samenwerking", en: "Of which cooperation"}
//   start_date: {nl: "Sinds wanneer", en: "Since when"}
//   end_date: {nl: "Tot en met wanneer", en: "Until when"}
//   status: {nl: "Stand", en: "Standing", values: Status}
//   municipalities: {nl: "Deelnemende gemeenten; nu of eerder, leeg: het aantal is niet vermeld", en: "Municipalities that take part; now or before, empty: the number is not stated"}
//   municipalities_proposed: {nl: "Gemeenten volgens een voorstel; leeg: het aantal is niet vermeld", en: "Municipalities by a proposal; empty: the number is not stated"}
//   powers_transferred: {nl: "Bevoegdheden overgedragen; leeg: niet vermeld", en: "Powers transferred; empty: not stated"}
//   powers: {nl: "Welke bevoegdheden; leeg: niet vermeld", en: "Which powers; empty: not stated"}
//   decides: {nl: "Hoe zij besluit; leeg: niet vermeld", en: "How it decides; empty: not stated"}
//   means: {nl: "Geld en middelen; leeg: niet vermeld", en: "Money and means; empty: not stated"}
//   staff_fte: {nl: "Eigen personeel in fte; 0: geen, leeg: niet vermeld", en: "Own staff in fte; 0: none, empty: not stated"}
//   staff_about: {nl: "Personeel bij benadering", en: "Staff is approximate"}
// ---
// Forms of different periods stand side by side, so that no date cuts here; claims that are passed over stay out. One record may stand for
// several municipalities ("eighteen municipalities"): their number counts, and without a number there is no sum. A group is not counted
// beside its members. Other participants stand in participants.
MATCH (arrangement:Arrangement) WHERE arrangement.dataset IN $datasets AND NOT arrangement.id IN $passed_over
WITH arrangement, COLLECT {
    MATCH (arrangement)<-[r:PARTICIPATES_IN]-(o:Organization {kind: 'municipality'})
    WHERE NOT r.id IN $passed_over AND NOT o.id IN $passed_over
      AND NOT EXISTS { MATCH (o)<-[:PART_OF]-(:Organization)-[:PARTICIPATES_IN]->(arrangement) }
    WITH o, collect(r) AS ways
    RETURN {id: o.id, count: CASE WHEN o.per IS NULL THEN coalesce(o.count, 1) ELSE o.count END, proposed: all(r IN ways WHERE coalesce($standing[r.id], r.standing, r.status) IN ['proposed', 'open']),
            marks: coalesce(o.marks, []) + reduce(all = [], r IN ways | all + coalesce(r.marks, []))} ORDER BY o.id
  } AS municipalities, COLLECT {
    MATCH (c:Cooperation)-[r:GOVERNED_BY]->(arrangement) WHERE NOT r.id IN $passed_over
    RETURN {name: c.name, marks: coalesce(c.marks, []) + coalesce(r.marks, [])} ORDER BY c.id
  } AS cooperations, coalesce($standing[arrangement.id], arrangement.standing, arrangement.status) IN ['proposed', 'open'] AS proposed
RETURN arrangement.name AS arrangement, arrangement.id AS arrangement_id, arrangement.form AS form,
       [one IN cooperations | one.name] AS cooperation,
       arrangement.start_date AS start_date, arrangement.end_date AS end_date, arrangement.status AS status,
       CASE WHEN size(municipalities) > 0 THEN reduce(sum = 0, one IN municipalities | sum + CASE WHEN proposed OR one.proposed THEN 0 ELSE one.count END) END AS municipalities,
       CASE WHEN size(municipalities) > 0 THEN reduce(sum = 0, one IN municipalities | sum + CASE WHEN proposed OR one.proposed THEN one.count ELSE 0 END) END AS municipalities_proposed,
       arrangement.powers_transferred AS powers_transferred, arrangement.powers AS powers, arrangement.decides AS decides,
       arrangement.means AS means, arrangement.staff_fte AS staff_fte, arrangement.staff_about AS staff_about,
       reduce(all = [], x IN [arrangement] + municipalities + cooperations | all + coalesce(x.marks, [])) AS marks
ORDER BY coalesce(start_date, end_date, '9999'), arrangement_id
