using MassTransit;
using Platform.DatasetClient;
using Platform.Scorer;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration);
builder.AddScoring();
builder.AddMessaging(
    "scorer",
    x =>
    {
        x.AddConsumer<ScoreSolutionsConsumer, ScorerConsumerDefinition<ScoreSolutionsConsumer>>();
        x.AddConsumer<ScoreInteractivelyConsumer, ScoreInteractivelyDefinition>();
    }
);

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDrain();
await app.RunAsync();
