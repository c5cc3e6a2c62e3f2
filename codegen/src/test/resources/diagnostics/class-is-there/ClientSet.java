package com.example;

class ClientSet {}
