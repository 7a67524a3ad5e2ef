using System.Text.Json;
using Platform.Grading;
using Platform.Tests;

namespace Platform.UnitTests.Grading;

/// <summary>The verdicts of openai/prm800k's own grader.</summary>
public sealed class Prm800kAgreementTests
{
    [Fact]
    public void Agrees_with_every_edge_case()
    {
        var cases = File.ReadLines(RealData.File("grading/openai_grader_edge_cases.tsv"))
            .Select(line => line.Split('\t'))
            .Select(cells =>
                (
                    Given: PythonLiteral.String(cells[0]),
                    Truth: PythonLiteral.String(cells[1])!,
                    Equal: cells[2] == "True"
                )
            )
            .ToList();
        Assert.NotEmpty(cases);
        var disagreements = Disagreements(cases);
        Assert.Empty(disagreements);
    }

    [Fact]
    public void Agrees_with_at_least_995_of_1000_verdicts_on_real_pairs()
    {
        var cases = File.ReadLines(RealData.File("grading/openai_grader_verdicts.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row =>
                (
                    Given: row.GetProperty("given").GetString(),
                    Truth: row.GetProperty("gold").GetString()!,
                    Equal: row.GetProperty("openai_grader").GetBoolean()
                )
            )
            .ToList();
        Assert.NotEmpty(cases);
        var disagreements = Disagreements(cases);
        Assert.True(disagreements.Count <= 0.005 * cases.Count, string.Join('\n', disagreements));
    }

    [Fact]
    public void Equal_real_answers_have_one_key()
    {
        var equal = File.ReadLines(RealData.File("grading/openai_grader_verdicts.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => row.GetProperty("openai_grader").GetBoolean())
            .Select(row => (Given: row.GetProperty("given").GetString()!, Truth: row.GetProperty("gold").GetString()!))
            .ToList();
        var parted = equal.Where(pair => CanonicalAnswer.Key(pair.Given) != CanonicalAnswer.Key(pair.Truth)).ToList();
        parted.ForEach(pair => TestContext.Current.TestOutputHelper!.WriteLine($"{pair.Given} | {pair.Truth}"));
        Assert.NotEmpty(equal);
        Assert.Empty(parted);
    }

    /// <summary>Rules of the reference that its own verdicts do not cover; each was verified there.</summary>
    [Theory]
    [InlineData("1,000,000,000", "1000000000", false)]
    [InlineData("5.0/6", "\\frac{5}{6}", true)]
    [InlineData("0.1+0.2", "0.3", false)]
    [InlineData("(1202_7)", "1202_7", true)]
    [InlineData("ab", "ba", true)]
    [InlineData("abc", "bca", false)]
    [InlineData("2^{3}x", "8x", true)]
    [InlineData("(05,3)", "(5,3)", false)]
    [InlineData("sqrt2", "\\sqrt{2}", false)]
    [InlineData("\\sqrt{3+2\\sqrt{2}}", "1+\\sqrt{2}", true)]
    [InlineData("\\sqrt{x}\\sqrt{y}", "\\sqrt{xy}", false)]
    [InlineData("\\sqrt{x^2}", "x", false)]
    [InlineData("1/0", "2/0+x", false)]
    [InlineData("6/3", "2", false)]
    [InlineData("\\frac{x+2}{7}", "\\frac{x}{7}+\\frac{2}{7}", false)]
    public void Keeps_the_references_ways(string given, string truth, bool equal) =>
        Assert.Equal(equal, Grader.Grade(given, truth).Equal);

    private static List<string> Disagreements(IEnumerable<(string? Given, string Truth, bool Equal)> cases)
    {
        var disagreements = new List<string>();
        foreach (var (given, truth, equal) in cases)
        {
            var verdict = Grader.Grade(given, truth);
            if (verdict.Equal != equal)
            {
                disagreements.Add($"{given} | {truth}: the reference says {equal}, we say {verdict}");
            }
        }
        disagreements.ForEach(TestContext.Current.TestOutputHelper!.WriteLine);
        return disagreements;
    }
}
