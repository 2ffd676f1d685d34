// ---
// title:
//   nl: Rechtsvormen door de jaren
//   en: Legal forms over the years
// question:
//   nl: "Hoeveel regelingen van elke rechtsvorm golden op 1 januari van elk jaar?"
//   en: "How many arrangements of each legal form held on 1 January of each year?"
// params:
//   first:
//     type: integer
//     default: 2015
//     about: {nl: "Eerste jaar", en: "First year"}
//   last:
//     type: integer
//     optional: true
//     about: {nl: "Laatste jaar; leeg: dat van de datum waarop u vraagt", en: "Last year; empty: that of the date of asking"}
// shows: table
// columns:
//   year: {nl: "Jaar; op 1 januari daarvan", en: "Year; on 1 January of it"}
//   form: {nl: "Rechtsvorm", en: "Legal form", values: ArrangementForm}
//   arrangements: {nl: "Regelingen van die vorm die toen golden", en: "Arrangements of that form that held then"}
//   of_arrangements: {nl: "Van zoveel regelingen die toen golden", en: "Of so many arrangements that held then"}
// ---
// Each year is asked at its own day, so that the date of asking gives only the last year. A form that no arrangement had in a year has no row. What is
// former today may have held then: its dates say so. Of what ended before the data begin, nothing is known, so that early years count too few. Notes of single
// arrangements are no marks of a count of many.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (a:Arrangement {dataset: dataset})
WHERE NOT a.id IN $passed_over AND NOT coalesce($standing[a.id], a.standing, a.status) IN ['proposed', 'open']
UNWIND range($first, coalesce($last, toInteger(left(day, 4)))) AS year
WITH dataset, a, year, toString(year) + '-01-01' AS new_year
WHERE coalesce(a.valid_from, '') <= new_year AND new_year < coalesce(a.valid_before, '9999')
WITH dataset, year, a.form AS form, count(a) AS arrangements, collect([mark IN coalesce(a.marks, []) WHERE NOT mark STARTS WITH 'note: ']) AS marks
ORDER BY dataset, year, form IS NULL, form
WITH dataset, year, collect({form: form, arrangements: arrangements, marks: marks}) AS forms, sum(arrangements) AS of_arrangements
UNWIND forms AS own
RETURN year, own.form AS form, own.arrangements AS arrangements, of_arrangements,
       reduce(all = [], one IN own.marks | all + [mark IN one WHERE NOT mark IN all]) AS marks, [dataset] AS dataset
ORDER BY dataset[0], year, form IS NULL, form
