//! The cells of a table: rows, columns and headers.

use super::{Article, BlockIndex, CellPlace};

/// Most columns that one cell is counted for.
const MOST_COLUMNS_OF_A_CELL: usize = 64;
/// Most columns whose headers are known.
const MOST_COLUMNS: usize = 1_000;

/// A table that is being read.
///
/// A header row is row 0; rows with data are counted from 1. Without a header row there is no row 0.
pub(crate) struct Table {
    number: usize,
    data_rows: usize,
    header_rows: usize,
    /// Header of each column, as far as header rows are read.
    column_headers: Vec<Option<BlockIndex>>,
    /// By column: for how many more rows a cell above reaches down, and its text.
    reaching: Vec<(usize, Option<BlockIndex>)>,
    row: Option<Row>,
}

/// The row that is being read.
struct Row {
    first_block: BlockIndex,
    in_head: bool,
    column: usize,
    header: Option<RowHeader>,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy)]
struct RowHeader {
    block: Option<BlockIndex>,
    marked: bool,
}

struct Cell {
    kind: CellKind,
    column: usize,
    columns: usize,
    block: Option<BlockIndex>,
}

/// What the markup says of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CellKind {
    /// Whether it is marked as a header.
    pub(crate) header: bool,
    /// Whether it is marked as the header of its row.
    pub(crate) of_row: bool,
    /// Columns it takes; 0 counts as 1.
    pub(crate) columns: usize,
    /// Rows it takes; 0 counts as 1.
    pub(crate) rows: usize,
}

impl Table {
    pub(crate) fn new(number: usize) -> Self {
        Self {
            number,
            data_rows: 0,
            header_rows: 0,
            column_headers: Vec::new(),
            reaching: Vec::new(),
            row: None,
        }
    }

    /// Starts a row; its blocks will be those from `first_block` on.
    pub(crate) fn start_row(&mut self, in_head: bool, first_block: BlockIndex) {
        self.row = Some(Row {
            first_block,
            in_head,
            column: 0,
            header: None,
            cells: Vec::new(),
        });
    }

    /// Starts a cell and returns its place, as far as it is known before its row ends.
    pub(crate) fn start_cell(&mut self, kind: CellKind) -> CellPlace {
        let Self {
            reaching,
            column_headers,
            row,
            ..
        } = self;
        let row = row.get_or_insert_with(|| Row {
            first_block: BlockIndex::MAX,
            in_head: false,
            column: 0,
            header: None,
            cells: Vec::new(),
        });
        while let Some((1.., block)) = reaching.get(row.column) {
            if row.column == 0 {
                row.header = Some(RowHeader {
                    block: *block,
                    marked: true,
                });
            }
            row.column += 1;
        }
        let column = row.column;
        let columns = kind.columns.clamp(1, MOST_COLUMNS_OF_A_CELL);
        row.column += columns;
        row.cells.push(Cell {
            kind,
            column,
            columns,
            block: None,
        });
        CellPlace {
            table: self.number,
            row: self.data_rows + 1,
            column,
            row_header: row.header.and_then(|header| header.block),
            column_header: column_headers.get(column).copied().flatten(),
        }
    }

    /// Ends the cell that was started last; `block` is its first text.
    pub(crate) fn end_cell(&mut self, block: Option<BlockIndex>) {
        let Some(row) = &mut self.row else { return };
        let Some(cell) = row.cells.last_mut() else {
            return;
        };
        cell.block = block;
        let marked = cell.kind.header;
        let replaces = row.header.is_none_or(|header| marked && !header.marked);
        if replaces && (cell.column == 0 || marked) {
            row.header = Some(RowHeader { block, marked });
        }
    }

    /// Ends the row: now it is known whether it is a header row, which changes the places of its blocks.
    pub(crate) fn end_row(&mut self, article: &mut Article) {
        let Some(row) = self.row.take() else { return };
        if row.cells.is_empty() {
            return;
        }
        let is_header = self.is_header(&row, article);
        if is_header {
            self.header_rows += 1;
            let first = row.first_block.min(article.blocks.len());
            for block in &mut article.blocks[first..] {
                if let Some(cell) = &mut block.cell
                    && cell.table == self.number
                {
                    cell.row = 0;
                    cell.column_header = None;
                }
            }
        } else {
            self.data_rows += 1;
        }
        for (rows, _) in &mut self.reaching {
            *rows = rows.saturating_sub(1);
        }
        for cell in &row.cells {
            let end = (cell.column + cell.columns).min(MOST_COLUMNS);
            for column in cell.column..end {
                if is_header {
                    set_at(&mut self.column_headers, column, cell.block);
                }
                if cell.kind.rows > 1 {
                    set_at(&mut self.reaching, column, (cell.kind.rows - 1, cell.block));
                }
            }
        }
    }

    fn is_header(&self, row: &Row, article: &Article) -> bool {
        let first = self.data_rows + self.header_rows == 0;
        let all = |is: fn(&CellKind) -> bool| row.cells.iter().all(|cell| is(&cell.kind));
        let marked = all(|kind| kind.header && !kind.of_row);
        let several = row.cells.len() > 1;
        // What has no header but words in bold at its top has a header all the same.
        let bold = || {
            let mut texts = row.cells.iter().filter_map(|cell| cell.block).peekable();
            texts.peek().is_some() && all(|kind| !kind.header) && texts.all(|at| {
                let block = &article.blocks[at];
                matches!(block.strong.as_slice(), [span] if span.range().len() == block.prose.len())
            })
        };
        row.in_head || marked && (several || first) || first && several && bold()
    }
}

fn set_at<T: Clone + Default>(list: &mut Vec<T>, at: usize, value: T) {
    if list.len() <= at {
        list.resize(at + 1, T::default());
    }
    list[at] = value;
}
