using Platform.AppHost.Running;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.AppHost;

public sealed class LastWordsTests
{
    private static readonly string[] Log =
    [
        "info: Microsoft.Hosting.Lifetime[14]",
        "      Now listening on: http://127.0.0.1:5000",
        "Unhandled exception. System.IO.InvalidDataException: models/prm: weights.onnx is missing",
        "   at Platform.Dataset.Models.ModelRegistry.Register(String folder) in ModelRegistry.cs:line 7",
        "   at Program.<Main>$(String[] args)",
        "--- End of stack trace from previous location ---",
        "",
    ];

    [Fact]
    public void The_frames_of_a_stack_trace_do_not_push_the_message_out() =>
        Assert.Equal(["      Now listening on: http://127.0.0.1:5000", Log[2]], LastWords.Of(Log, 2));

    [Fact]
    public void The_reason_is_the_message_of_the_exception() =>
        Assert.Equal("models/prm: weights.onnx is missing", LastWords.Reason(Log));

    [Fact]
    public void A_sentence_about_settings_goes_before_anything_else() =>
        Assert.Equal(
            "Dataset:Window: too small.",
            LastWords.Reason([.. Log, StartFailure.Prefix + "Dataset:Window: too small.", "Unhandled exception. Other"])
        );

    [Fact]
    public void The_exit_code_of_wrong_settings_is_the_one_of_the_services() =>
        Assert.Equal(StartFailure.ExitCode, LastWords.WrongSettings);

    [Fact]
    public void A_log_may_name_no_reason() => Assert.Null(LastWords.Reason(Log[..2]));
}
