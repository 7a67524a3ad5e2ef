using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Generator;

namespace Platform.UnitTests.Generator;

public sealed class GeneratorOptionsTests
{
    private static GeneratorOptions Read(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Generator:{setting.Key}", (string?)setting.Value))
        );
        builder.AddGeneration();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<GeneratorOptions>>().Value;
    }

    [Fact]
    public void Nothing_needs_to_be_set() => Assert.Equal((null, null), (Read().BaseAddress, Read().LanguageModel));

    [Fact]
    public void A_server_and_a_local_model_are_not_set_both() =>
        Assert.Contains(
            "keep the one that shall sample",
            Assert
                .Throws<OptionsValidationException>(() =>
                    Read(("BaseAddress", "http://127.0.0.1:8000"), ("LanguageModel", "lm"))
                )
                .Message
        );

    [Fact]
    public void Everything_can_be_set()
    {
        var options = Read(
            ("BaseAddress", "http://127.0.0.1:8000/v1"),
            ("Api", "completions"),
            ("Split", "blankline"),
            ("RequestTimeout", "00:01:30"),
            ("MaxConcurrency", "32")
        );
        Assert.Equal("http://127.0.0.1:8000", CompletionServer.Name(options.BaseAddress!));
        Assert.Equal(CompletionApi.Completions, options.Api);
        Assert.Equal(StepSplit.BlankLine, options.Split);
        Assert.Equal(TimeSpan.FromSeconds(90), options.RequestTimeout);
        Assert.Equal(32, options.MaxConcurrency);
    }

    [Theory]
    [InlineData("BaseAddress", "localhost", "http://127.0.0.1:8000")]
    [InlineData("BaseAddress", "ftp://localhost/", "http://127.0.0.1:8000")]
    [InlineData("PromptTemplate", "Solve it.", "{problem}")]
    [InlineData("RequestTimeout", "00:00:00", "RequestTimeout")]
    [InlineData("LongestWait", "-00:00:01", "LongestWait")]
    [InlineData("MaxConcurrency", "0", "MaxConcurrency")]
    [InlineData("Retries", "-1", "Retries")]
    [InlineData("LanguageModel", "/nowhere/lm", "the directory '/nowhere/lm', which does not exist")]
    [InlineData("BatchSize", "0", "BatchSize")]
    [InlineData("Omit", "seed,top_k", "Generator:Omit names 'top_k'; what can be left out is n, temperature, top_p,")]
    [InlineData("ApiKey", "two words", "Generator:ApiKey")]
    public void What_cannot_work_is_refused_at_the_start(string key, string value, string mend) =>
        Assert.Contains(mend, Assert.Throws<OptionsValidationException>(() => Read((key, value))).Message);

    [Theory]
    [InlineData("http://h:8000", "http://h:8000/v1/chat/completions", "http://h:8000")]
    [InlineData("http://h:8000/v1/", "http://h:8000/v1/chat/completions", "http://h:8000")]
    [InlineData("https://h/api", "https://h/api/v1/chat/completions", "https://h/api")]
    [InlineData("https://h/api/paas/v4", "https://h/api/paas/v4/chat/completions", "https://h/api/paas/v4")]
    [InlineData("https://h/v1beta/openai/", "https://h/v1beta/openai/chat/completions", "https://h/v1beta/openai")]
    [InlineData("https://h/v1/chat/completions", "https://h/v1/chat/completions", "https://h")]
    [InlineData("https://h/chat/completions", "https://h/chat/completions", "https://h")]
    public void The_address_may_be_the_servers_its_versions_or_the_endpoints(string set, string called, string name)
    {
        Assert.Equal(called, CompletionServer.Endpoint(new Uri(set), CompletionApi.Chat).ToString());
        Assert.Equal(name, CompletionServer.Name(new Uri(set)));
    }

    [Fact]
    public void What_is_left_out_may_be_named_in_either_spelling() =>
        Assert.Equal(["seed", "top_p", "max_tokens"], Parameters.Parse(" seed, topP;max_tokens seed"));

    [Fact]
    public void Secrets_in_the_address_are_named_nowhere() =>
        Assert.Equal(
            "https://example.org/api",
            CompletionServer.Name(new Uri("https://me:secret@example.org/api/v1/?key=secret"))
        );
}
