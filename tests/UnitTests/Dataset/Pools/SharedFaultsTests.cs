using Platform.Contracts;
using Platform.Dataset.Pools;

namespace Platform.UnitTests.Dataset.Pools;

public sealed class SharedFaultsTests
{
    private static List<ImportError> Errors(int lines, Func<int, string> reason) =>
        [.. Enumerable.Range(1, lines).Select(line => new ImportError(line, reason(line)))];

    [Fact]
    public void A_fault_of_every_line_is_one_error()
    {
        var errors = Errors(1560, line => $"id '{line}' (at {line}) is {line}.5; got \"{line}\"");
        Assert.Equal(
            [new(1, "id '1' (at 1) is 1.5; got \"1\"; the same holds for all 1,560 lines")],
            SharedFaults.Merge(errors, 1560, nothing: true)
        );
    }

    [Fact]
    public void Another_error_beside_it_stays()
    {
        var errors = Errors(20, _ => "steps is missing");
        errors.Add(new(7, "other"));
        Assert.Equal([1, 7], SharedFaults.Merge(errors, 20, nothing: false).Select(e => e.Line));
    }

    [Fact]
    public void An_error_that_one_line_does_not_have_is_told_line_by_line()
    {
        var errors = Errors(19, _ => "steps is missing");
        Assert.Same(errors, SharedFaults.Merge(errors, 20, nothing: true));
        errors.Add(new(3, "steps is missing"));
        Assert.Equal(20, SharedFaults.Merge(errors, 20, nothing: true).Count);
    }

    [Fact]
    public void Each_of_a_few_lines_keeps_its_error_if_something_was_imported()
    {
        var errors = Errors(9, _ => "solutions[0] must be text");
        Assert.Equal(9, SharedFaults.Merge(errors, 9, nothing: false).Count);
        Assert.Single(SharedFaults.Merge(errors, 9, nothing: true));
    }
}
