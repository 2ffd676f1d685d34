// ---
// title:
//   nl: Waarin vormen verschillen
//   en: Where forms differ
// question:
//   nl: "Op welke punten verschillen onze samenwerkingsvormen, en waarover zwijgt de bron?"
//   en: "On which points do our forms of cooperation differ, and where is the source silent?"
// shows: table
// columns:
//   cooperation: {nl: "De samenwerking", en: "The cooperation"}
//   cooperation_id: {nl: "Id daarvan", en: "Its id"}
//   aspect: {nl: "Het punt", en: "The point", values: [field]}
//   differs: {nl: "Verschilt; leeg: van minder dan twee vermeld", en: "Differs; empty: stated of fewer than two"}
//   arrangement: {nl: "Vormen waarvan het vermeld is; in de volgorde van hun tijd", en: "Forms of which it is stated; in the order of their time"}
//   arrangement_id: {nl: "Hun id's", en: "Their ids"}
//   says: {nl: "Wat erover vermeld is; in dezelfde volgorde", en: "What is stated of it; in the same order", values: [ArrangementForm, Statute, {"true": {nl: ja, en: "yes"}, "false": {nl: nee, en: "no"}}]}
//   silent: {nl: "Vormen waarvan het niet vermeld is", en: "Forms of which it is not stated"}
//   silent_id: {nl: "Hun id's", en: "Their ids"}
// ---
// Forms of different periods stand side by side, so that no date cuts here; claims that are passed over stay out.
MATCH (cooperation:Cooperation) WHERE cooperation.dataset IN $datasets AND NOT cooperation.id IN $passed_over
WITH cooperation, COLLECT {
    MATCH (cooperation)-[r:GOVERNED_BY]->(a:Arrangement)
    WHERE none(x IN [r, a] WHERE x.id IN $passed_over)
    RETURN {id: a.id, name: a.name, marks: coalesce(r.marks, []) + coalesce(a.marks, []), says: [
      ['form', a.form], ['powers_transferred', toString(a.powers_transferred)], ['decides', a.decides], ['means', a.means],
      ['powers', CASE WHEN a.powers IS NOT NULL THEN substring(reduce(all = '', one IN a.powers | all + ' / ' + one), 3) END],
      ['staff_fte', CASE WHEN a.staff_about THEN '± ' ELSE '' END + CASE WHEN a.staff_fte = toInteger(a.staff_fte) THEN toString(toInteger(a.staff_fte)) ELSE toString(a.staff_fte) END],
      ['statute', a.statute], ['evaluation_clause', a.evaluation_clause], ['exit_clause', a.exit_clause]
    ]} ORDER BY coalesce(a.start_date, a.end_date, '9999'), a.id
  } AS forms
WHERE size(forms) > 1
UNWIND range(0, 8) AS i
WITH cooperation, forms[0].says[i][0] AS aspect, [one IN forms WHERE one.says[i][1] IS NOT NULL | {name: one.name, id: one.id, marks: one.marks, says: one.says[i][1]}] AS stated,
     [one IN forms WHERE one.says[i][1] IS NULL] AS silent
WHERE size(stated) > 0
RETURN cooperation.name AS cooperation, cooperation.id AS cooperation_id, aspect,
       CASE WHEN size(stated) > 1 THEN any(one IN stated WHERE one.says <> stated[0].says) END AS differs,
       [one IN stated | one.name] AS arrangement, [one IN stated | one.id] AS arrangement_id, [one IN stated | one.says] AS says,
       [one IN silent | one.name] AS silent, [one IN silent | one.id] AS silent_id,
       reduce(all = [], x IN [cooperation] + stated + silent | all + coalesce(x.marks, [])) AS marks
ORDER BY cooperation_id, aspect
