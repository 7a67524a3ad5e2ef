using System.Text;

namespace Platform.FunctionalTests.Evaluations;

public sealed class GrowingPoolTests(SharedPlatform platform)
{
    private const string More = """{"problem":"1 + 1?","answer":"2","solutions":[{"steps":["2"],"answer":"2"}]}""";

    [Fact]
    public async Task What_is_imported_while_a_pool_is_scored_makes_the_report_outdated()
    {
        await platform.ImportSample("growing", 40);
        var id = await platform.Submit("growing", ["prm-maths", "orm-maths"]);
        await platform.Until(id, s => s.State is "scoring" || s.Ended is not null);

        await platform.Import("growing", new MemoryStream(Encoding.UTF8.GetBytes(More)));

        Assert.False((await platform.End(id)).Current);
        var again = await platform.Submit("growing", ["prm-maths", "orm-maths"]);
        Assert.Equal(41, (await platform.Report(again)).Problems);
        Assert.True((await platform.End(again)).Current);
    }
}
