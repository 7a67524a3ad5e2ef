using System.Text;
using Platform.Dataset.Api;

namespace Platform.UnitTests.Dataset.Api;

public sealed class CsvTextTests
{
    [Fact]
    public void Fields_are_quoted_if_they_need_it_and_numbers_have_a_point()
    {
        var text = new StringBuilder().AppendCsv("a,b", "c\"d", "e\nf", "plain", 0.5, true, null, 3).ToString();

        Assert.Equal("\"a,b\",\"c\"\"d\",\"e\nf\",plain,0.5,true,,3\n", text);
    }
}
