using Platform.Dataset;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labels;
using Platform.Dataset.Models;
using Platform.Dataset.Pools;
using Platform.Dataset.Storage;
using Platform.Dataset.Trainings;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase();
builder.AddDataset();
builder.AddMessaging("dataset", EvaluationMessaging.AddConsumers, EvaluationMessaging.Declare);

var app = builder.Build();
await app.MigrateAsync(CancellationToken.None);
await app.RegisterModelsAsync(CancellationToken.None);
app.MapDefaultEndpoints();
app.MapApiReference();
app.MapPools();
app.MapLabels();
app.MapModels();
app.MapEvaluations();
app.MapTrainings();
app.MapDispatcher();
app.WriteEndpointsFileWhenStarted();
await app.RunAsync();
