using System.Diagnostics;
using Platform.DatasetClient;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class TelemetryTests
{
    [Fact]
    public void What_begins_in_an_unrecorded_scope_is_recorded_nowhere()
    {
        using var source = new ActivitySource(nameof(What_begins_in_an_unrecorded_scope_is_recorded_nowhere));
        using var spans = new Spans(source.Name);

        using (source.StartActivity("around"))
        {
            using (var scope = Tracing.Unrecorded("poll"))
            {
                source.StartActivity("query")?.Dispose();
                // What an HTTP request would carry.
                Assert.EndsWith("-00", Activity.Current!.Id);
            }
            source.StartActivity("work")?.Dispose();
        }

        Assert.Equal(["work", "around"], spans.Ended.Select(s => s.OperationName));
    }
}
