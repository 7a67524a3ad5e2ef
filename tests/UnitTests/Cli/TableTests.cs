using Platform.Cli;

namespace Platform.UnitTests.Cli;

public sealed class TableTests
{
    private static readonly Column[] Columns =
    [
        new("name"),
        new("count", Right: true),
        new("note", Drop: 1),
        new("more", Drop: 2),
    ];

    private static readonly string[][] Rows =
    [
        ["a", "1", "first", "x"],
        ["long name", "1,000", "", "yy"],
    ];

    [Fact]
    public void Cells_are_aligned_and_lines_end_without_blanks() =>
        Assert.Equal(
            [
                "name       count  note   more",
                "─────────────────────────────",
                "a              1  first  x",
                "long name  1,000         yy",
            ],
            Table.Lines(Columns, Rows, 80)
        );

    [Fact]
    public void The_most_dispensable_columns_go_first_in_a_narrow_window()
    {
        Assert.Equal("name       count  note", Table.Lines(Columns, Rows, 28)[0]);
        Assert.Equal("name       count", Table.Lines(Columns, Rows, 5)[0]);
    }
}
