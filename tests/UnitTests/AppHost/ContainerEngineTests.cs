using Aspire.Hosting;
using Platform.AppHost.Servers;

namespace Platform.UnitTests.AppHost;

public sealed class ContainerEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("containers", true)]
    [InlineData("native", false)]
    public async Task A_choice_is_followed_without_asking_an_engine(string servers, bool containers) =>
        Assert.Equal(containers, await ContainerEngine.RunsServers(servers, Cancellation));

    [Fact]
    public async Task Another_word_is_refused_with_the_words_that_can_be_said()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            ContainerEngine.RunsServers("docker", Cancellation)
        );
        Assert.Equal("--Servers is auto, containers or native, not 'docker'.", error.Message);
    }
}
