using Platform.Dataset.Formats;
using Platform.Dataset.Pools;

namespace Platform.UnitTests.Dataset.Pools;

public sealed class StoredProblemTests
{
    [Theory]
    [InlineData("p", "1", "p", "1", null)]
    [InlineData("p", "1/2", "p", "\\frac{1}{2}", null)]
    [InlineData("p", "1", "p", null, null)]
    [InlineData("p", null, "p", null, null)]
    [InlineData("p", "1", "q", "1", "with another statement")]
    [InlineData("p", "1", "p", "7", "with another answer")]
    [InlineData("p", null, "p", "7", "without an answer")]
    public void A_problem_that_is_imported_again_must_be_the_same(
        string statement,
        string? truth,
        string newStatement,
        string? newAnswer,
        string? conflict
    ) =>
        Assert.Equal(
            conflict,
            new StoredProblem(1, "key", statement, truth).Conflict(
                new ImportedProblem("key", newStatement, newAnswer, null, null, [])
            )
        );
}
