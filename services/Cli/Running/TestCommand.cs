using System.CommandLine;
using System.Xml;
using System.Xml.Linq;

namespace Platform.Cli.Running;

/// <summary><c>test</c>: runs the test suites, which the script has built, and sums their results.</summary>
internal static class TestCommand
{
    private static readonly string[] Suites = ["UnitTests", "FunctionalTests"];

    public static Verb Create(Session session)
    {
        var options = new Argument<string[]>("OPTION")
        {
            Description = "An option of the test runners",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var verb = new Verb(
            "test",
            "Set up what tests need (Chromium too), build, run all tests",
            "./platform test\n./platform test -class '*Recovery*'",
            "The last line is \"N passed, N failed, N skipped\"."
        )
        {
            options,
        };
        verb.SetAction(parsed => Run(session, Checkout.OfThisProgram(), parsed.GetValue(options) ?? []));
        return verb;
    }

    private static async Task<int> Run(Session session, Checkout checkout, string[] options)
    {
        var sum = default(TestCounts);
        foreach (string suite in Suites)
        {
            session.Terminal.Error.WriteLine($"platform: {suite}");
            string results = Path.Combine(checkout.Root, "artifacts", "test-results", $"{suite}.xml");
            Directory.CreateDirectory(Path.GetDirectoryName(results)!);
            File.Delete(results);
            var runner = await Child.Start(
                ["dotnet", checkout.Program(suite), "-noLogo", "-xml", results, .. options],
                Child.Kill,
                input: false
            );
            int code = await runner.Ended;
            var counts = TestCounts.Read(results);
            // A runner that crashed, or that ended badly without naming a test, is a failure of its own.
            if (counts is null || (code != 0 && counts.Value.Failed == 0))
            {
                session.Terminal.Error.WriteLine($"platform: {suite} ended with exit code {code}");
                counts = (counts ?? default) + new TestCounts(0, 1, 0);
            }
            sum += counts.Value;
        }
        session.Terminal.Out.WriteLine($"{sum.Passed} passed, {sum.Failed} failed, {sum.Skipped} skipped");
        return sum is { Failed: 0, Passed: > 0 } ? Exit.Ok : Exit.Failed;
    }
}

/// <summary>Results of a run of tests.</summary>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts operator +(TestCounts one, TestCounts other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>Reads xUnit's XML; an error outside a test counts as failed. Null if the file is absent or incomplete.</summary>
    public static TestCounts? Read(string path)
    {
        try
        {
            return XDocument
                .Load(path)
                .Descendants("assembly")
                .Select(a => new TestCounts(
                    Count(a, "passed"),
                    Count(a, "failed") + Count(a, "errors"),
                    Count(a, "skipped")
                ))
                .Aggregate(default(TestCounts), (sum, counts) => sum + counts);
        }
        catch (Exception e) when (e is IOException or XmlException)
        {
            return null;
        }
    }

    private static int Count(XElement assembly, string name) => (int?)assembly.Attribute(name) ?? 0;
}
