// Taking something home: the picture as PNG, a table as CSV, the address of the view.
function download(name, blob) {
  const link = element('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function savePng() {
  const drawn = byId('canvas').querySelector('canvas');
  const copy = element('canvas');
  copy.width = drawn.width;
  copy.height = drawn.height;
  const brush = copy.getContext('2d');
  brush.fillStyle = colour('--ground');
  brush.fillRect(0, 0, copy.width, copy.height);
  brush.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => download('graph.png', blob), 'image/png');
  say('The picture was saved');
}

// A cell of a CSV; a text that a spreadsheet would take for a formula is quoted.
function csvCell(value) {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveCsv() {
  const { name, columns, rows } = (currentView().table || listTable)();
  const lines = [columns.map((column) => column.title), ...rows.map((row) => columns.map((column) => column.value(row)))];
  const text = lines.map((line) => line.map(csvCell).join(',')).join('\r\n');
  download(`${name}.csv`, new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv' }));
  say('The table was saved');
}

byId('save-png').addEventListener('click', savePng);
byId('save-csv').addEventListener('click', () => whenRead(saveCsv));
