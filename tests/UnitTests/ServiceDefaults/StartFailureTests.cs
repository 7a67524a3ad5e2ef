using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class StartFailureTests
{
    [Theory]
    [InlineData("Window", "0", "Sample:Window: The field Window must be between 1 and 9.")]
    [InlineData("Window", "many", "Sample:Window is 'many'; it must be a whole number.")]
    [InlineData("Split", "word", "Sample:Split is 'word'; it must be Newline or BlankLine.")]
    [InlineData("Wait", "long", "Sample:Wait is 'long'; it must be a time such as 00:05:00.")]
    [InlineData("Folder", "", "Sample:Folder: name a folder")]
    [InlineData("Own", "true", "Sample:Own must be false.")]
    public void The_setting_is_named_and_what_it_must_be(string key, string value, string reason)
    {
        var settings = new Dictionary<string, string?> { [$"Sample:{key}"] = value };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddOptions<SampleOptions>().BindConfiguration("Sample").ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();

        var failure = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IOptions<SampleOptions>>().Value);

        Assert.Equal(reason, StartFailure.Reason(failure));
    }

    [Fact]
    public void Another_failure_keeps_its_stack_trace() =>
        Assert.Null(StartFailure.Reason(new InvalidOperationException("The broker is gone.")));

    private sealed class SampleOptions : IValidatableObject
    {
        [Range(1, 9)]
        public int Window { get; set; } = 1;

        public StepSplit Split { get; set; }

        public TimeSpan Wait { get; set; }

        [Required(ErrorMessage = "name a folder")]
        public string Folder { get; set; } = "x";

        public bool Own { get; set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            Own ? [new ValidationResult("Sample:Own must be false.")] : [];
    }
}
